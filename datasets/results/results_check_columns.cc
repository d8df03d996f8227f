// Every value of a results file against the rule of its column.
#include <simdjson.h>

#include <cmath>
#include <numeric>

#include "datasets/io/hdf5_cursor.h"
#include "datasets/results/results_checks.h"
#include "datasets/results/results_schema.h"
#include "datasets/results/results_vocabulary.h"

namespace matroute {
namespace {

// Pointers begin at 0, never fall and end at `end`. Returns whether they do.
bool check_pointers(const H5File& file, const std::string& name, std::uint64_t end, FaultList& faults) {
  H5Cursor<std::uint64_t> pointers(file, name);
  std::uint64_t before = 0;
  bool whole = true;
  for (std::uint64_t row = 0; row < pointers.rows(); ++row) {
    const std::uint64_t pointer = pointers.next();
    const bool wrong = pointer < before || pointer > end || (row == 0 && pointer != 0);
    if (wrong) faults.add(name, row, "the pointer falls, leaves its column or does not begin at 0");
    whole = whole && !wrong;
    before = pointer;
  }
  if (before == end) return whole;
  faults.add(name, "ends at " + std::to_string(before) + ", expected " + std::to_string(end));
  return false;
}

void check_text(const H5File& file, const std::string& name, FaultList& faults, RememberedTexts* distinct = nullptr) {
  H5Cursor<std::uint8_t> bytes(file, name);
  if (!check_pointers(file, name + "_ptr", bytes.rows(), faults)) return;
  H5Cursor<std::uint64_t> pointers(file, name + "_ptr");
  std::uint64_t begin = pointers.next();
  for (std::uint64_t row = 0; row + 1 < pointers.rows(); ++row) {
    const std::uint64_t end = pointers.next();
    const auto span = bytes.take(end - begin);
    const std::string_view text(reinterpret_cast<const char*>(span.data()), span.size());
    if (!simdjson::validate_utf8(text)) faults.add(name, row, "not UTF-8");
    if (distinct != nullptr && distinct->index_of(text)) faults.add(name, row, "stands in the vocabulary before");
    if (distinct != nullptr) distinct->remember(text, static_cast<std::uint32_t>(row));
    begin = end;
  }
}

template <class T, class Rule>
void check_each(const H5File& file, const ResultsColumn& column, std::uint64_t width, FaultList& faults,
                const std::string& rule, const Rule& holds) {
  H5Cursor<T> cursor(file, std::string(column.name), width);
  for (std::uint64_t row = 0; row < cursor.rows(); ++row) {
    for (const T value : cursor.take(1)) {
      if (!holds(value)) faults.add(std::string(column.name), row, rule);
    }
  }
}

// Walks the rows that belong to each parent.
template <class T, class Rule>
void check_children(const H5File& file, const ResultsColumn& column, FaultList& faults, const std::string& rule,
                    const Rule& expected) {
  H5Cursor<std::uint64_t> pointers(file, std::string(column.of));
  H5Cursor<T> values(file, std::string(column.name));
  std::uint64_t begin = pointers.next();
  for (std::uint64_t parent = 0; parent + 1 < pointers.rows(); ++parent) {
    const std::uint64_t end = std::min(pointers.next(), values.rows());
    for (std::uint64_t row = begin; row < end; ++row) {
      if (values.next() != expected(parent, row - begin)) faults.add(std::string(column.name), row, rule);
    }
    begin = std::max(begin, end);
  }
}

std::uint64_t width_of(const H5File& file, const ResultsColumn& column) {
  if (column.width == ResultsColumn::kAtmospheres) return file.rows("vocab/atmospheres_ptr") - 1;
  return std::max<std::uint64_t>(1, static_cast<std::uint64_t>(column.width));
}

void check_column(const H5File& file, const ResultsColumn& column, FaultList& faults) {
  const std::string name(column.name);
  switch (column.kind) {
    case ColumnKind::kRaggedText:
      return check_text(file, name, faults);
    case ColumnKind::kPointer:
      check_pointers(file, name, file.rows(key_column_of(column.of)), faults);
      return;
    case ColumnKind::kShare:
      return check_each<float>(file, column, width_of(file, column), faults, "not between 0 and 1",
                               [](float value) { return value >= 0.0F && value <= 1.0F; });
    case ColumnKind::kFlag:
      return check_each<std::uint8_t>(file, column, 1, faults, "neither 0 nor 1",
                                      [](auto value) { return value <= 1; });
    case ColumnKind::kEnum: {
      const auto indices = file.enum_indices(name, column.members);
      return check_each<std::uint8_t>(file, column, 1, faults, "no member of the enum",
                                      [&](auto value) { return indices[value] != H5File::kNoMember; });
    }
    case ColumnKind::kVocabulary: {
      const std::uint64_t size = file.rows("vocab/" + std::string(column.of) + "_ptr") - 1;
      return check_each<std::uint32_t>(file, column, 1, faults, "index outside the vocabulary",
                                       [&](auto value) { return value < size; });
    }
    case ColumnKind::kParent:
      return check_children<std::uint64_t>(file, column, faults, "not the row that points here",
                                           [](auto parent, auto) { return parent; });
    case ColumnKind::kPosition:
      return check_children<std::uint16_t>(file, column, faults, "not the place in the list", [&](auto, auto place) {
        return place + static_cast<std::uint64_t>(column.first);
      });
    case ColumnKind::kValue:
      return;
  }
}

void check_coefficients(const H5File& file, FaultList& faults) {
  H5Cursor<std::int64_t> numerators(file, "components/coef_num");
  H5Cursor<std::int64_t> denominators(file, "components/coef_den");
  for (std::uint64_t row = 0; row < numerators.rows(); ++row) {
    const std::int64_t numerator = numerators.next();
    const std::int64_t denominator = denominators.next();
    if (denominator <= 0) {
      faults.add("components/coef_den", row, "not above 0");
    } else if (numerator < 0) {
      faults.add("components/coef_num", row, "below 0");
    } else if (std::gcd(numerator, denominator) != 1) {
      faults.add("components/coef_num", row, "not in lowest terms");
    }
  }
}

}  // namespace

void check_columns(const H5File& file, FaultList& faults) {
  for (const std::string_view name : kVocabularies) {
    RememberedTexts distinct;
    check_text(file, "vocab/" + std::string(name), faults, &distinct);
  }
  for (const ResultsColumn& column : results_columns()) {
    if (column.kind == ColumnKind::kPointer) check_column(file, column, faults);
  }
  // Without sound pointers nothing can be said of the rows that they point to.
  if (!faults.empty()) return;
  for (const ResultsColumn& column : results_columns()) {
    if (column.kind != ColumnKind::kPointer) check_column(file, column, faults);
  }
  check_coefficients(file, faults);
}

}  // namespace matroute
