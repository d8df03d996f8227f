// Rows of target and precursors, balanced in batches and written as text.
#pragma once

#include <cstdint>
#include <exception>
#include <memory>
#include <string>
#include <vector>

#include "chem/balance.h"
#include "chem/variables.h"

namespace matroute {

struct BalanceRow {
  std::string target;
  std::vector<std::string> precursors;
  std::string error;  // why the row cannot be read; empty where it can
};

// Not thread-safe.
class BalanceSource {
 public:
  virtual ~BalanceSource() = default;
  // False at the end.
  virtual bool next(BalanceRow& row) = 0;
  virtual std::string name() const = 0;
};

// The columns target and precursors. Throws Error (input) where one is missing.
std::unique_ptr<BalanceSource> balance_rows_from_file(const std::string& path);
// One row; precursors are separated by commas.
std::unique_ptr<BalanceSource> balance_row_from_texts(const std::string& target, const std::string& precursors);

struct BalanceSettings {
  AskedAtmosphere atmosphere = AskedAtmosphere::kUnstated;
  std::vector<Variables> series;  // every row is taken once with each of them
  bool table = false;             // else JSON, one object a line
};

struct BalanceTotals {
  std::uint64_t rows = 0;
  std::uint64_t balanced = 0;
  std::uint64_t unbalanced = 0;  // the rest could not be read
  std::string first_fault;
  std::exception_ptr break_off;  // where the source threw: to be rethrown once the text is written
};

// Replaces `text` by what is to be printed of the next rows, in order. False where there were no more; totals.break_off
// says whether that was the end.
bool balance_batch(BalanceSource& source, const BalanceSettings& settings, BalanceTotals& totals, std::string& text);

}  // namespace matroute
