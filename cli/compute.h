// What computes with libtorch: the one door between the program, which starts without it, and the library
// matroute_compute, which is opened when a command first needs it.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "cli/command.h"
#include "cli/evaluate_options.h"
#include "cli/train_options.h"
#include "predict/predictor.h"

namespace matroute {

struct Compute {
  std::string_view version;  // of the project; the program opens none but its own
  std::unique_ptr<Predictor> (*open_predictor)(const PredictorOptions&);
  int (*train)(const TrainOptions&, const Context&);
  int (*evaluate)(const EvaluateCommandOptions&, const Context&);
  std::string (*torch_version)();
  int (*cuda_device_count)();
};

// Stays open until the program ends. Both sides hold their own copies of base, chem and datasets, so no state of those
// is shared; exceptions of ours pass. Throws Error (resource) where the library is missing or cannot be loaded.
// Thread-safe.
const Compute& compute();

// The table itself, in the library.
const Compute& compute_table();

}  // namespace matroute
