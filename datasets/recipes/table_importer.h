// One row of a table of own recipes to a recipe. Fields: target, precursors, doi, year, method,
// {sintering,calcination}_temperature_degC, {sintering,calcination}_time_h, operations, temperatures_degC, times_h,
// atmospheres, weight.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "datasets/io/table_reader.h"
#include "datasets/recipes/import_record.h"

namespace matroute {

// Not thread-safe; keeps what it saw of keys.
class TableRecordReader {
 public:
  // Throws Error (usage) where a pair names no field, or a field twice.
  explicit TableRecordReader(const std::vector<std::pair<std::string, std::string>>& columns);

  // Throws Error (input) where the table has no column for the target or the precursors.
  void require_columns(const TableReader& table) const;

  ImportedRecord read(const InputRow& row, Method method);

  const std::set<std::string>& unknown_keys() const { return unknown_keys_; }
  // Comments, and in how many rows there was one.
  const std::map<std::string, std::uint64_t>& ignored_keys() const { return ignored_keys_; }

 private:
  const InputField* field(const InputRow& row, std::string_view name) const;
  void note_keys(const InputRow& row);
  bool read_method(const InputRow& row, Method method, Recipe& recipe, ImportedRecord& result) const;
  bool read_year(const InputRow& row, Recipe& recipe, ImportedRecord& result) const;
  bool read_precursors(const InputRow& row, Recipe& recipe, ImportedRecord& result);
  bool read_named_steps(const InputRow& row, Recipe& recipe, ImportedRecord& result) const;
  bool read_steps(const InputRow& row, Recipe& recipe, ImportedRecord& result) const;

  std::map<std::string, std::string, std::less<>> columns_;  // field -> column
  PrecursorReader precursors_;
  std::set<std::string> unknown_keys_;
  std::map<std::string, std::uint64_t> ignored_keys_;
};

}  // namespace matroute
