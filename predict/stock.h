// The precursors of a stock file, which a user has at hand.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/search/material.h"

namespace matroute {

struct StockItem {
  std::uint64_t row = 0;  // 0-based record of the file
  Material material;
};

// One formula a line, or a column `formula`; formats as targets_from_file. Throws Error (input) where the file is
// missing or holds no formula, and, naming the entry, where an entry is no formula.
std::vector<StockItem> read_stock(const std::string& path);

}  // namespace matroute
