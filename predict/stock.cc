// Reads a stock file like a file of targets.
#include "predict/stock.h"

#include <fmt/format.h>

#include "base/error.h"
#include "predict/stream/target_source.h"

namespace matroute {

std::vector<StockItem> read_stock(const std::string& path) {
  const auto source = targets_from_file(path, {});
  std::vector<StockItem> stock;
  for (TargetRow row; source->next(row);) {
    try {
      if (!row.error.empty()) throw Error(ErrorKind::kInput, row.error);
      stock.push_back({row.row, make_material(row.formula)});
    } catch (const Error& error) {
      throw Error(ErrorKind::kInput, fmt::format("stock {}, entry {}: {}", source->name(), row.row + 1, error.what()));
    }
  }
  if (stock.empty()) throw Error(ErrorKind::kInput, fmt::format("stock {} holds no formula", source->name()));
  return stock;
}

}  // namespace matroute
