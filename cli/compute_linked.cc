// A program that has everything linked in.
#include "cli/compute.h"

namespace matroute {

const Compute& compute() { return compute_table(); }

}  // namespace matroute
