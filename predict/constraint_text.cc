// Lists of elements and precursors.
#include "predict/constraint_text.h"

#include <fmt/format.h>

#include "base/error.h"
#include "base/list_text.h"
#include "predict/stock.h"

namespace matroute {
namespace {

// Reads comma lists; calls on_element or on_precursor for every entry.
template <class OnElement, class OnPrecursor>
void read_list(const std::vector<std::string>& lists, const char* flag, OnElement on_element,
               OnPrecursor on_precursor) {
  for (const std::string& list : lists) {
    for (std::string& item : split_formulas(list, ',')) {
      if (item.empty()) throw Error(ErrorKind::kUsage, fmt::format("{} '{}' has an empty entry", flag, list));
      if (const auto element = element_from_symbol(item)) {
        on_element(*element);
        continue;
      }
      if (item.ends_with(':')) item.pop_back();
      try {
        on_precursor(make_material(item));
      } catch (const Error& error) {
        throw Error(ErrorKind::kUsage, fmt::format("{}: {}", flag, error.what()));
      }
    }
  }
}

}  // namespace

Constraints read_constraints(const ConstraintTexts& texts) {
  Constraints constraints;
  if (texts.method != "any") {
    constraints.method = method_from_name(texts.method);
    if (!constraints.method) throw Error(ErrorKind::kUsage, fmt::format("'{}' is no method", texts.method));
  }
  if (!texts.stock_file.empty()) {
    constraints.stock.emplace();
    for (StockItem& item : read_stock(texts.stock_file)) constraints.stock->push_back(std::move(item.material));
  }
  read_list(
      texts.forbid, "--forbid", [&](Element element) { constraints.forbidden_elements.set(atomic_number(element)); },
      [&](Material&& material) { constraints.forbidden_precursors.push_back(std::move(material.key)); });
  read_list(
      texts.require, "--require", [&](Element element) { constraints.required_elements.set(atomic_number(element)); },
      [&](Material&& material) { constraints.required_precursors.push_back(std::move(material)); });
  return constraints;
}

}  // namespace matroute
