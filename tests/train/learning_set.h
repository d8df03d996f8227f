// Recipes and what a network learns from them, kept together for tests.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "model/network/network_ranker.h"
#include "model/network/vocabulary_encoding.h"
#include "tests/datasets/recipes/sample_corpus.h"
#include "train/counter.h"
#include "train/examples.h"

namespace matroute::testing_recipes {

// A dozen, of the textbook: oxides, phosphates and a garnet, by two methods.
inline std::vector<Recipe> a_dozen() {
  std::vector<Recipe> recipes = {
      sample_recipe("BaTiO3", {"BaCO3", "TiO2"}, "10.1/a", 2001),
      sample_recipe("SrTiO3", {"SrCO3", "TiO2"}, "10.1/b", 2002),
      sample_recipe("LiCoO2", {"Li2CO3", "Co3O4"}, "10.1/c", 2003),
      sample_recipe("LiCoO2", {"LiNO3", "Co(NO3)2·6H2O"}, "10.1/d", 2004),
      sample_recipe("LiMn2O4", {"Li2CO3", "MnO2"}, "10.1/e", 2005),
      sample_recipe("LiFePO4", {"Li2CO3", "FeC2O4·2H2O", "NH4H2PO4"}, "10.1/f", 2006),
      sample_recipe("LaMnO3", {"La2O3", "MnO2"}, "10.1/g", 2007),
      sample_recipe("La0.7Sr0.3MnO3", {"La(NO3)3", "Sr(NO3)2", "Mn(NO3)2", "C6H8O7"}, "10.1/h", 2008),
      sample_recipe("Li7La3Zr2O12", {"LiOH", "La2O3", "ZrO2"}, "10.1/i", 2009),
      sample_recipe("Y3Al5O12", {"Y2O3", "Al2O3"}, "10.1/j", 2010),
      sample_recipe("YBa2Cu3O7", {"Y2O3", "BaCO3", "CuO"}, "10.1/k", 2011),
      sample_recipe("ZnS", {"Zn", "S"}, "10.1/l", 2012),
  };
  recipes[3].method = recipes[7].method = Method::kSolGel;
  return recipes;
}

struct LearningSet {
  explicit LearningSet(const std::vector<Recipe>& recipes)
      : data(count(recipes)), vocabulary(make_vocabulary(data.materials, "test")), pool(vocabulary, none) {
    features = encode_vocabulary(vocabulary, data);
    examples = make_examples(recipes, pool, vocabulary, element_weights(data));
  }
  LearningSet(const LearningSet&) = delete;  // the pool points into it

  static CountingData count(const std::vector<Recipe>& recipes) {
    RecipeCounter counter(TargetElements::kFull);
    counter.add(recipes);
    return counter.data();
  }
  std::uint32_t id(const std::string& text) const { return vocabulary.ids.at(make_material(text).key); }

  CountingData data;
  Vocabulary vocabulary;
  Constraints none;
  MaterialPool pool;
  std::vector<float> features;
  std::vector<Example> examples;
};

}  // namespace matroute::testing_recipes
