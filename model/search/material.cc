// Materials from text.
#include "model/search/material.h"

#include <fmt/format.h>

#include "base/error.h"
#include "chem/precursor_traits.h"

namespace matroute {

Material make_material(Formula formula) {
  const Composition composition = formula.anhydrous();
  try {
    (void)traits_of(formula);  // throws where the traits, which every search needs, overflow
  } catch (const RationalOverflow& error) {
    throw Error(ErrorKind::kInput, fmt::format("{}: {}", formula.text, error.what()));
  }
  return {std::move(formula), key_of(composition), composition.elements()};
}

Material make_material(const std::string& text) { return make_material(parse_formula_or_throw(text)); }

Vocabulary make_vocabulary(const std::vector<std::string>& texts, const std::string& where) {
  Vocabulary vocabulary;
  auto parsed = parse_formulas(texts);
  vocabulary.materials.reserve(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (!parsed[i]) throw Error(ErrorKind::kModel, where + ": precursor " + texts[i] + " cannot be read");
    Material material = make_material(std::move(parsed[i]).value());
    if (!vocabulary.ids.emplace(material.key, static_cast<std::uint32_t>(i)).second) {
      throw Error(ErrorKind::kModel, where + ": precursor " + texts[i] + " comes twice");
    }
    vocabulary.materials.push_back(std::move(material));
  }
  return vocabulary;
}

}  // namespace matroute
