// Versions of the libraries inside chem, for `matroute doctor`.
#pragma once

#include <string>

namespace matroute {

// RDKit as linked, such as "2022.09.3".
std::string rdkit_version();

}  // namespace matroute
