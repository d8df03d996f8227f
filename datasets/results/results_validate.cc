// The rounds of checks in order, for a file and for a folder of parts.
#include "datasets/results/results_validate.h"

#include <optional>

#include "base/error.h"
#include "base/out_of_memory.h"
#include "datasets/results/parts_folder.h"
#include "datasets/results/results_checks.h"
#include "datasets/results/results_schema.h"

namespace matroute {
namespace {

namespace fs = std::filesystem;

void check_file(const H5File& file, ResultsCheck& check, FaultList& faults) {
  check_storage(file, faults);
  if (!faults.empty()) return;
  check.counts = count_results(file);
  check_columns(file, faults);
  if (faults.empty()) check_targets(file, faults);
}

// Counts of a file with faults, as far as they can be had.
void count_what_can_be_read(const H5File& file, ResultsCheck& check) {
  const auto rows = [&](const char* table) -> std::uint64_t {
    const std::string name = key_column_of(table);
    try {
      return file.exists(name) ? file.rows(name) : 0;
    } catch (const Error&) {
      return 0;  // the fault is listed already
    }
  };
  check.counts = {rows("targets"), rows("routes"), rows("components"), rows("steps"), rows("precedents")};
}

ResultsCheck check_opened(const H5File& file) {
  ResultsCheck check;
  check.path = file.path();
  FaultList faults(ResultsCheck::kMaxFaultsPerRule);
  try {
    with_memory_as_error(file.path().string(), [&] { check_file(file, check, faults); });
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::kResource) throw;
    faults.add("", error.what());
  }
  if (!faults.empty()) count_what_can_be_read(file, check);
  check.faults = faults.take();
  return check;
}

ResultsCheck damaged(const fs::path& path, const Error& error) {
  ResultsCheck check;
  check.path = path;
  check.faults.emplace_back(error.what());
  return check;
}

bool is_results_format(const H5File& file) { return file.text_attribute("/", "format").value_or("") == kResultsFormat; }

// "000007" -> "000008"
std::string part_name_after(std::string number) {
  std::size_t at = number.size();
  while (at > 0 && number[at - 1] == '9') number[--at] = '0';
  if (at > 0) {
    ++number[at - 1];
    return number;
  }
  return "1" + number;
}

ResultsCheck validate_part(const fs::path& path) {
  try {
    return validate_results(path);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kInput) throw;
    return damaged(path, error);
  }
}

}  // namespace

ResultsCheck validate_results(const fs::path& path) {
  std::optional<H5File> file;
  try {
    file.emplace(H5File::open(path));
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kInput || !begins_as_hdf5(path)) throw;
    ResultsCheck check = damaged(path, error);
    check.opened = false;
    return check;
  }
  try {
    read_route_file_info(*file);
  } catch (const Error& error) {
    if (!is_results_format(*file)) throw;
    return damaged(path, error);
  }
  return check_opened(*file);
}

PartsCheck validate_parts(const fs::path& folder) {
  const PartsListing listing = list_parts(folder);
  // A run that was killed early leaves an empty folder.
  const bool is_ours = folder.extension() == ".parts" || folder.filename().empty();
  if (listing.parts.empty() && listing.temporary.empty() && (!is_ours || !listing.foreign.empty())) {
    throw Error(ErrorKind::kInput, folder.string() + ": holds no part of a results file (NNNNNN.h5)");
  }
  PartsCheck check;
  check.temporary = listing.temporary;
  std::string expected = "000000";
  for (const fs::path& part : listing.parts) {
    const std::string number = part.stem().string();
    if (number != expected) check.faults.push_back(part.string() + ": comes where " + expected + ".h5 is missing");
    check.parts.push_back(validate_part(part));
    expected = part_name_after(number);
  }
  for (const fs::path& path : listing.foreign) check.faults.push_back(path.string() + ": not a part");
  return check;
}

}  // namespace matroute
