// The row readers on any bytes, in every format: the first byte chooses the ending of the file's name.
#include <simdjson.h>

#include <cstdlib>

#include "base/error.h"
#include "datasets/io/table_reader.h"
#include "tests/fuzz/fuzz_folder.h"

namespace {

using namespace matroute;

void require(bool holds) {
  if (!holds) std::abort();
}

void check_row(const TableReader& table, const InputRow& row, std::uint64_t expected) {
  require(row.row == expected);
  require(simdjson::validate_utf8(row.error) && simdjson::validate_utf8(row.text));
  require(!row.error.empty() || row.text.empty());
  const bool delimited = table.format() == TableFormat::kCsv || table.format() == TableFormat::kTsv;
  if (row.error.empty() && delimited) require(row.fields.size() == table.columns().size());
  for (const InputField& field : row.fields) {
    require(simdjson::validate_utf8(field.value));
    require(field.is_list || field.items.empty());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr const char* kNames[] = {"a.txt", "a.csv", "a.tsv", "a.jsonl", "a.json", "a"};
  if (size == 0) return 0;
  const std::string path = write_fuzz_file(kNames[data[0] % std::size(kNames)], data + 1, size - 1);
  try {
    const auto table = TableReader::open(path);
    InputRow row;
    for (std::uint64_t count = 0; table->next(row); ++count) check_row(*table, row, count);
  } catch (const Error& error) {
    require(error.kind() == ErrorKind::kInput);
  }
  return 0;
}
