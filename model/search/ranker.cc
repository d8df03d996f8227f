// Materials from text.
#include "model/search/ranker.h"

namespace matroute {

Material make_material(const std::string& text) {
  Material material;
  material.formula = parse_formula_or_throw(text);
  material.key = key_of(material.formula);
  material.elements = material.formula.anhydrous().elements();
  return material;
}

}  // namespace matroute
