// Names of parts, and what else stands beside them.
#include "datasets/results/parts_folder.h"

#include <algorithm>
#include <cstdio>
#include <string>
#include <system_error>

#include "base/atomic_file.h"
#include "base/error.h"

namespace matroute {
namespace {

namespace fs = std::filesystem;

bool is_part_name(const std::string& name) {
  const std::size_t digits = name.find('.');
  return digits != name.npos && digits >= 6 && name.substr(digits) == ".h5" &&
         std::all_of(name.begin(), name.begin() + static_cast<std::ptrdiff_t>(digits),
                     [](char c) { return c >= '0' && c <= '9'; });
}

// Six digits and more: "1000000.h5" comes after "999999.h5".
bool part_before(const fs::path& a, const fs::path& b) {
  const auto x = a.filename().string();
  const auto y = b.filename().string();
  return x.size() != y.size() ? x.size() < y.size() : x < y;
}

}  // namespace

fs::path parts_folder_of(const fs::path& path) { return path.string() + ".parts"; }

fs::path part_path(const fs::path& folder, std::size_t number) {
  char name[32];
  std::snprintf(name, sizeof name, "%06zu.h5", number);
  return folder / name;
}

PartsListing list_parts(const fs::path& folder) {
  PartsListing listing;
  std::error_code code;
  fs::directory_iterator entries(folder, code);
  if (code) throw Error(ErrorKind::kInput, folder.string() + ": cannot be read as a folder (" + code.message() + ")");
  for (const fs::directory_iterator end; !code && entries != end; entries.increment(code)) {
    const std::string name = entries->path().filename().string();
    if (is_part_name(name)) {
      listing.parts.push_back(entries->path());
    } else if (is_part_name(std::string(final_name_of(name)))) {
      listing.temporary.push_back(entries->path());
    } else {
      listing.foreign.push_back(entries->path());
    }
  }
  if (code) throw Error(ErrorKind::kInput, folder.string() + ": cannot be read to its end (" + code.message() + ")");
  for (auto* paths : {&listing.parts, &listing.temporary, &listing.foreign}) {
    std::sort(paths->begin(), paths->end(), part_before);
  }
  return listing;
}

}  // namespace matroute
