// RDKit reports its own version.
#include "chem/library_versions.h"

#include <RDGeneral/versions.h>

namespace matroute {

std::string rdkit_version() { return RDKit::rdkitVersion; }

}  // namespace matroute
