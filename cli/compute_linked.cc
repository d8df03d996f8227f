// compute() of a program that is linked with libtorch.
#include "cli/compute.h"

namespace matroute {

const Compute& compute() { return compute_table(); }

}  // namespace matroute
