// What a results file says about the run that wrote it: the attributes of its root. docs/format_results.md has the
// rest. HDF5 is not thread-safe: at any time one thread alone uses the writers and readers of results, whatever the
// file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "chem/synthesis.h"

namespace matroute {

inline constexpr std::string_view kResultsFormat = "matroute-routes";
inline constexpr std::int64_t kResultsFormatVersion = 1;

struct RouteFileInfo {
  std::string creator = "matroute";
  std::string creator_version;
  std::string model_hash;             // SHA-256 of the model's sidecar
  std::string configuration = "{}";   // every option as resolved, JSON
  std::string search_options = "{}";  // what was asked of the search (k, method, stock, ...), JSON
  std::uint64_t seed = 0;
  std::string device = "cpu";
  std::string started;   // ISO 8601, UTC
  std::string finished;  // the same; empty in a part that was closed before the end of the run
  std::string input_name;
  std::string input_sha256;  // of the bytes as stored; empty where it was not known yet, or there is no file
  // Names of RouteStep::atmosphere; at least one.
  std::vector<std::string> atmospheres{kStepAtmosphereNames.begin(), kStepAtmosphereNames.end()};
  std::string merged_from;  // JSON list, one object per merged file; empty where the file was not merged
};

// Rows of each table.
struct ResultsCounts {
  std::uint64_t targets = 0;
  std::uint64_t routes = 0;
  std::uint64_t components = 0;
  std::uint64_t steps = 0;
  std::uint64_t precedents = 0;

  friend bool operator==(const ResultsCounts&, const ResultsCounts&) = default;
};

// The time now, "2026-01-31T12:34:56Z".
std::string utc_time_text();

// The attribute `format` of the root; empty where the file is no HDF5 file or carries none. Never throws for what it
// finds in the file.
std::string hdf5_format_of(const std::filesystem::path& path);

// Throws Error (output) where the path is taken, unless overwrite is set and it is a results file.
void require_writable(const std::filesystem::path& path, bool overwrite);

class H5File;

void write_route_file_info(H5File& file, const RouteFileInfo& info);
// All but the atmospheres, which are a vocabulary. Throws Error (input) where the file is foreign, too new or damaged.
RouteFileInfo read_route_file_info(const H5File& file);

}  // namespace matroute
