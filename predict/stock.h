// What lies in a user's cupboard: the precursors of a stock file.
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
// missing, holds no formula, or an entry is none, naming the entry.
std::vector<StockItem> read_stock(const std::string& path);

}  // namespace matroute
