// The functions that compute with libtorch. The program starts without libtorch and calls them through a table of the
// library matroute_compute, which is opened when a command first needs it.
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
  std::string_view version;  // of the project; the program refuses a library of another version
  std::unique_ptr<Predictor> (*open_predictor)(const PredictorOptions&);
  int (*train)(const TrainOptions&, const Context&);
  int (*evaluate)(const EvaluateCommandOptions&, const Context&);
  std::string (*torch_version)();
  int (*cuda_device_count)();
  // The library reads files too, with a state of its own: what ends reading in the program has to end it there.
  void (*end_reading_where)(bool (*stopped)());
};

// The table, from the library where the program is linked without libtorch. The library stays open until the program
// ends. Program and library hold their own copies of base, chem and datasets, whose state they do not share; exceptions
// of type Error pass between them. Throws Error (resource) where the library is missing, cannot be loaded, or is of
// another version. Thread-safe.
const Compute& compute();

// The table itself; defined in the library alone.
const Compute& compute_table();

}  // namespace matroute
