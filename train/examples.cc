// From recipes to batches of decoder states.
#include "train/examples.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "chem/composition_key.h"

namespace matroute {
namespace {

class Usable {
 public:
  explicit Usable(const MaterialPool& pool) : index_(pool) {}

  std::shared_ptr<const std::vector<std::uint32_t>> of(const ElementSet& sources) {
    auto& list = lists_[sources.to_string()];
    if (!list) list = std::make_shared<const std::vector<std::uint32_t>>(index_.within(sources | ambient_elements()));
    return list;
  }

 private:
  CandidateIndex index_;
  std::map<std::string, std::shared_ptr<const std::vector<std::uint32_t>>> lists_;
};

// A text that is the same for formulas of the same amounts, dopants included.
std::string text_of(const Formula& target) {
  std::string text = to_text(target.composition);
  for (const Dopant& dopant : target.dopants) {
    text += ":" + std::string(symbol(dopant.element)) + (dopant.amount ? to_fraction_text(*dopant.amount) : "");
  }
  return text;
}

// The recorded precursors that the search could choose, ascending.
std::vector<std::uint32_t> reachable(const Example& example) {
  std::vector<std::uint32_t> ids;
  std::set_intersection(example.materials.begin(), example.materials.end(), example.usable->begin(),
                        example.usable->end(), std::back_inserter(ids));
  return ids;
}

class BatchMaker {
 public:
  BatchMaker(std::span<const Example* const> examples, const MaterialPool& pool, std::span<const float> features)
      : examples_(examples), pool_(pool) {
    std::set<std::uint32_t> ids;
    std::vector<const TargetEncoding*> targets;
    for (const Example* example : examples) {
      ids.insert(example->usable->begin(), example->usable->end());
      targets.push_back(&example->target);
    }
    ids_.assign(ids.begin(), ids.end());
    batch_.targets = batch_targets(targets);
    const std::size_t width = material_feature_count();
    for (const std::uint32_t id : ids_) {
      const auto row = features.subspan(id * width, width);
      batch_.materials.features.insert(batch_.materials.features.end(), row.begin(), row.end());
      batch_.materials.identity.push_back(id);
    }
  }

  ExampleBatch make() {
    for (std::size_t i = 0; i < examples_.size(); ++i) {
      batch_.methods.push_back(static_cast<std::int64_t>(examples_[i]->method));
      batch_.weights.push_back(examples_[i]->weight);
      add_states(i);
    }
    return std::move(batch_);
  }

 private:
  void add_states(std::size_t i) {
    const Example& example = *examples_[i];
    const std::vector<std::uint32_t> recorded = reachable(example);
    std::vector<std::uint32_t> left = recorded;
    std::vector<std::uint32_t> chosen;
    ElementSet covered;
    const auto& slots = example.target.slots;
    for (std::size_t slot = next_slot(example.target, covered); slot < slots.size();
         slot = next_slot(example.target, covered)) {
      const Element element = example.target.elements[slots[slot]];
      const auto answer = std::find_if(left.begin(), left.end(), [&](std::uint32_t id) {
        return pool_.material(id).elements.test(atomic_number(element));
      });
      covered.set(atomic_number(element));  // also where the recipe has no precursor of the element
      if (answer == left.end()) continue;
      const std::uint32_t id = *answer;
      add_state(i, slots[slot], chosen, id);
      for (const std::uint32_t candidate : *example.usable) {
        if (pool_.material(candidate).elements.test(atomic_number(element))) allow(candidate);
      }
      covered |= pool_.material(id).elements;
      chosen.push_back(id);
      left.erase(answer);
    }
    std::int64_t last = -1;
    for (std::size_t b = 0; b <= left.size() && b < kMaxBeyond; ++b) {
      const bool more = b < left.size();
      add_state(i, -1, chosen, more ? left[b] : kEnd);
      for (const std::uint32_t candidate : *example.usable) {
        const bool taken = std::find(chosen.begin(), chosen.end(), candidate) != chosen.end();
        if (static_cast<std::int64_t>(candidate) > last && !taken) allow(candidate);
      }
      batch_.forbidden.back() = 0;  // "no more precursors"
      if (!more) break;
      last = left[b];
      chosen.push_back(left[b]);
    }
  }

  void add_state(std::size_t i, std::int64_t slot, const std::vector<std::uint32_t>& chosen, std::uint32_t answer) {
    batch_.states.target.push_back(static_cast<std::int64_t>(i));
    batch_.states.slot.push_back(slot);
    batch_.states.method.push_back(static_cast<std::int64_t>(examples_[i]->method));
    for (const std::uint32_t id : chosen) batch_.states.chosen.push_back(column(id));
    batch_.states.chosen_ptr.push_back(static_cast<std::int64_t>(batch_.states.chosen.size()));
    batch_.answers.push_back(answer == kEnd ? static_cast<std::int64_t>(ids_.size()) : column(answer));
    batch_.state_weights.push_back(examples_[i]->weight);
    batch_.forbidden.resize(batch_.forbidden.size() + ids_.size() + 1, 1);
  }

  // Allows the search to choose a precursor in the state added last.
  void allow(std::uint32_t id) {
    batch_.forbidden[batch_.forbidden.size() - ids_.size() - 1 + static_cast<std::size_t>(column(id))] = 0;
  }

  std::int64_t column(std::uint32_t id) const { return std::lower_bound(ids_.begin(), ids_.end(), id) - ids_.begin(); }

  static constexpr std::uint32_t kEnd = ~std::uint32_t{0};
  std::span<const Example* const> examples_;
  const MaterialPool& pool_;
  std::vector<std::uint32_t> ids_;  // by column
  ExampleBatch batch_;
};

}  // namespace

std::vector<Example> make_examples(std::span<const Recipe> recipes, const MaterialPool& pool,
                                   const Vocabulary& vocabulary, const ElementWeights& weights) {
  std::vector<Example> examples;
  Usable usable(pool);
  std::set<std::tuple<std::string, std::string, Method, std::vector<std::uint32_t>>> seen;
  for (const Recipe& recipe : recipes) {
    auto formula = parse_formula(recipe.target);
    if (!formula) continue;
    const Target target = make_target(std::move(formula).value());
    if (target.elements.count() > kMaxTokens) continue;
    Example example;
    for (const std::string& text : recipe.precursors) {
      const auto precursor = parse_formula(text);
      if (!precursor) continue;
      const auto id = vocabulary.ids.find(key_of(*precursor));
      if (id != vocabulary.ids.end()) example.materials.push_back(id->second);
    }
    std::sort(example.materials.begin(), example.materials.end());
    example.materials.erase(std::unique(example.materials.begin(), example.materials.end()), example.materials.end());
    example.target = encode_target(target, weights);
    if (example.target.slots.empty()) continue;
    example.point = system_point(target);
    example.method = recipe.method;
    example.weight = recipe.weight;
    example.usable = usable.of(example.target.sources);
    if (reachable(example).empty()) continue;
    const bool fresh = seen.emplace(recipe.doi, text_of(target.formula), recipe.method, example.materials).second;
    if (!fresh && !recipe.doi.empty()) continue;
    examples.push_back(std::move(example));
  }
  return examples;
}

ExampleBatch make_batch(std::span<const Example* const> examples, const MaterialPool& pool,
                        std::span<const float> features) {
  return BatchMaker(examples, pool, features).make();
}

}  // namespace matroute
