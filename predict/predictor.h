// The interface of predictions: a predictor holds a model and answers a list or a stream of formulas with ranked,
// balanced routes. It serves the command line as well as a web page or another language: a predictor prints nothing and
// keeps no state outside of itself.
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
  std::size_t routes = 10;                                  // the most routes of each target; >= 1
  ConstraintTexts constraints;                              // act inside the search
  AskedAtmosphere atmosphere = AskedAtmosphere::kUnstated;  // for balancing
  bool keep_left_out = false;                               // fill Answer::left_out
  bool balance_filter = true;                               // false, for comparisons: sets as ranked, without equations
  int threads = 0;  // threads of each call of predict(); 0: as many as OpenMP takes
};

// Thread-safe. An interface, so that a program can hold a predictor without being linked to libtorch.
class Predictor {
 public:
  virtual ~Predictor() = default;

  // One answer per formula, in order; a formula that cannot be read is an answer with a status and a message.
  virtual std::vector<Answer> predict(std::span<const std::string> formulas) const = 0;

  // Answers a stream of formulas as screen() does: memory does not grow with the number of rows. Throws as screen().
  virtual ScreenSummary predict(TargetSource& source, const ScreenOptions& options,
                                const std::function<void(const Answer&)>& write) const = 0;

  virtual const ModelInfo& model() const = 0;
  // The device that the predictor computes on: "cpu", "cuda:0".
  virtual std::string device() const = 0;
};

// Throws Error: usage where options contradict each other or cannot be read, input where the stock cannot, model as
// load_model, resource where the device is not there.
std::unique_ptr<Predictor> open_predictor(const PredictorOptions& options);

}  // namespace matroute
