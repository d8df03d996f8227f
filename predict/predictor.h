// The one door to predictions: opens a model, and answers a list or a stream of formulas with ranked, balanced routes.
// For the command line as for a web page or another language: nothing is printed, no state outside of it is kept.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "chem/balance.h"
#include "model/folder/model_info.h"
#include "predict/constraint_text.h"
#include "predict/screen.h"

namespace matroute {

struct PredictorOptions {
  std::filesystem::path model;                              // model folder
  std::string device = "auto";                              // where networks compute: auto, cpu, cuda or cuda:N
  std::size_t routes = 10;                                  // most of each target; >= 1
  ConstraintTexts constraints;                              // act inside the search
  AskedAtmosphere atmosphere = AskedAtmosphere::kUnstated;  // for balancing
  bool keep_left_out = false;                               // fill Answer::left_out
  bool balance_filter = true;                               // off, for comparisons: sets as ranked, without equations
  int threads = 0;                                          // of each call; 0: as many as OpenMP takes
};

// Thread-safe. An interface, so that a program can hold one without being linked to what computes.
class Predictor {
 public:
  virtual ~Predictor() = default;

  // One answer per formula, in order.
  virtual std::vector<Answer> predict(std::span<const std::string> formulas) const = 0;

  // As screen() does it: memory does not grow with the number of rows.
  virtual ScreenSummary predict(TargetSource& source, const ScreenOptions& options,
                                const std::function<void(const Answer&)>& write) const = 0;

  virtual const ModelInfo& model() const = 0;
  // Where it computes: "cpu", "cuda:0".
  virtual std::string device() const = 0;
};

// Throws Error: usage where options contradict each other or cannot be read, input where the stock cannot, model as
// load_model, resource where there is no such device.
std::unique_ptr<Predictor> open_predictor(const PredictorOptions& options);

}  // namespace matroute
