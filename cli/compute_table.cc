// The table of the library, under the one name that the library exports.
#include "build_info.h"
#include "cli/compute.h"
#include "datasets/io/byte_stream.h"
#include "model/tensors/device.h"

namespace matroute {

const Compute& compute_table() {
  static const Compute table{.version = kVersion,
                             .open_predictor = open_predictor,
                             .train = run_train,
                             .evaluate = run_evaluate,
                             .torch_version = torch_version,
                             .cuda_device_count = cuda_device_count,
                             .end_reading_where = end_reading_where};
  return table;
}

}  // namespace matroute

extern "C" __attribute__((visibility("default"))) const matroute::Compute* matroute_compute() {
  return &matroute::compute_table();
}
