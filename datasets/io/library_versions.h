// Versions of the libraries inside datasets, for `matroute doctor`.
#pragma once

#include <string>

namespace matroute {

// HDF5 as linked, such as "1.10.8".
std::string hdf5_version();
// Whether this HDF5 may be called from several threads at a time. matroute does not do so.
bool hdf5_is_thread_safe();

// simdjson, zlib and liblzma as linked.
std::string simdjson_version();
std::string zlib_runtime_version();
std::string lzma_runtime_version();

}  // namespace matroute
