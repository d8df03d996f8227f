// Lists of elements and precursors.
#include "predict/constraint_text.h"

#include <fmt/format.h>

#include "base/error.h"
#include "base/list_text.h"
#include "predict/stream/target_source.h"

namespace matroute {
namespace {

// Either an element or a precursor is called.
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

std::vector<Material> read_stock(const std::string& path) {
  const auto source = targets_from_file(path, {});
  std::vector<Material> stock;
  for (TargetRow row; source->next(row);) {
    try {
      if (!row.error.empty()) throw Error(ErrorKind::kInput, row.error);
      stock.push_back(make_material(row.formula));
    } catch (const Error& error) {
      throw Error(ErrorKind::kInput, fmt::format("stock {}, entry {}: {}", source->name(), row.row + 1, error.what()));
    }
  }
  if (stock.empty()) throw Error(ErrorKind::kInput, fmt::format("stock {} holds no formula", source->name()));
  return stock;
}

}  // namespace

Constraints read_constraints(const ConstraintTexts& texts) {
  Constraints constraints;
  if (texts.method != "any") {
    constraints.method = method_from_name(texts.method);
    if (!constraints.method) throw Error(ErrorKind::kUsage, fmt::format("'{}' is no method", texts.method));
  }
  if (!texts.stock_file.empty()) constraints.stock = read_stock(texts.stock_file);
  read_list(
      texts.forbid, "--forbid", [&](Element element) { constraints.forbidden_elements.set(atomic_number(element)); },
      [&](Material&& material) { constraints.forbidden_precursors.push_back(std::move(material.key)); });
  read_list(
      texts.require, "--require", [&](Element element) { constraints.required_elements.set(atomic_number(element)); },
      [&](Material&& material) { constraints.required_precursors.push_back(std::move(material)); });
  return constraints;
}

}  // namespace matroute
