// Each library is asked, where it can be asked at run time.
#include "datasets/io/library_versions.h"

#include <hdf5.h>
#include <lzma.h>
#include <simdjson.h>
#include <zlib.h>

namespace matroute {

std::string hdf5_version() {
  unsigned major = 0;
  unsigned minor = 0;
  unsigned release = 0;
  if (H5get_libversion(&major, &minor, &release) < 0) return "unknown";
  return std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(release);
}

bool hdf5_is_thread_safe() {
  hbool_t safe = false;
  return H5is_library_threadsafe(&safe) >= 0 && safe;
}

std::string simdjson_version() {
  return std::to_string(simdjson::SIMDJSON_VERSION_MAJOR) + "." + std::to_string(simdjson::SIMDJSON_VERSION_MINOR) +
         "." + std::to_string(simdjson::SIMDJSON_VERSION_REVISION);
}

std::string zlib_runtime_version() { return zlibVersion(); }

std::string lzma_runtime_version() { return lzma_version_string(); }

}  // namespace matroute
