// compute() of a program that opens the library. The library lies beside the program in a build tree, and in
// lib/matroute of an installed one.
#include <dlfcn.h>
#include <fmt/format.h>

#include <array>
#include <cstdlib>
#include <filesystem>

#include "base/error.h"
#include "build_info.h"
#include "cli/compute.h"
#include "cli/stop.h"
#include "predict/model_lookup.h"

namespace matroute {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& what) {
  throw Error(ErrorKind::kResource, "the part of matroute that computes " + what);
}

fs::path library_path() {
  constexpr const char* kName = "matroute_compute.so";
  const fs::path program = program_folder();
  if (program.empty()) fail("is not found, because /proc/self/exe cannot be read");
  const std::array<fs::path, 2> places = {program / kName, program.parent_path() / "lib" / "matroute" / kName};
  std::error_code fault;
  for (const fs::path& place : places) {
    if (fs::exists(place, fault)) return place;
  }
  fail(fmt::format("is missing: there is neither {} nor {}; install or build matroute anew", places[0].string(),
                   places[1].string()));
}

// Whether the user has libraries loaded before all others, such as an allocator.
bool has_preloads() {
  const char* preloads = std::getenv("LD_PRELOAD");
  std::error_code absent;
  const auto bytes = fs::file_size("/etc/ld.so.preload", absent);
  return (preloads != nullptr && *preloads != '\0') || (!absent && bytes > 0);
}

const Compute& opened() {
  const fs::path path = library_path();
  // RTLD_DEEPBIND spares a lookup of each of libtorch's many thousand symbols in all libraries of the program, a
  // twentieth of the start. With it the library would pass a preloaded allocator by, which has to serve both sides,
  // since objects cross from one to the other.
  const int scope = has_preloads() ? 0 : RTLD_DEEPBIND;
  void* library = dlopen(path.c_str(), RTLD_LAZY | RTLD_LOCAL | scope);
  if (library == nullptr) fail(fmt::format("cannot be loaded: {}", dlerror()));
  using Table = const Compute* (*)();
  const auto table = reinterpret_cast<Table>(dlsym(library, "matroute_compute"));
  if (table == nullptr) fail(fmt::format("is none of ours: {}", path.string()));
  const Compute& compute = *table();
  if (compute.version == kVersion) {
    compute.end_reading_where(stop_requested);
    return compute;
  }
  fail(fmt::format("is of version {}, the program of {}: {}; install or build matroute anew", compute.version, kVersion,
                   path.string()));
}

}  // namespace

const Compute& compute() {
  static const Compute& table = opened();
  return table;
}

}  // namespace matroute
