// A predictor: a loaded model with its search.
#include "predict/predictor.h"

#include <algorithm>
#include <utility>

#include "base/threads.h"
#include "model/folder/make_model.h"
#include "model/tensors/device.h"

namespace matroute {
namespace {

// Sets OpenMP's number of threads for the calling thread, until the end of the scope.
class ThreadScope {
 public:
  explicit ThreadScope(int threads) : before_(thread_count()) {
    if (threads > 0) set_thread_count(threads);
  }
  ~ThreadScope() { set_thread_count(before_); }
  ThreadScope(const ThreadScope&) = delete;
  ThreadScope& operator=(const ThreadScope&) = delete;

 private:
  int before_;
};

RouteSearchOptions search_options(const PredictorOptions& options) {
  return {.routes = options.routes,
          .constraints = read_constraints(options.constraints),
          .atmosphere = options.atmosphere,
          .keep_left_out = options.keep_left_out,
          .balance_filter = options.balance_filter};
}

class ModelPredictor : public Predictor {
 public:
  ModelPredictor(const PredictorOptions& options, const Device& device)
      : threads_(options.threads),
        device_(to_text(device)),
        model_(load_model(options.model, {.elements = {}, .device = device})),
        search_(*model_.ranker, model_.rescorer.get(), search_options(options)) {}

  std::vector<Answer> predict(std::span<const std::string> formulas) const override {
    std::vector<Answer> answers;
    if (formulas.empty()) return answers;
    answers.reserve(formulas.size());
    const auto source = targets_from_list({formulas.begin(), formulas.end()});
    predict(*source, {}, [&](const Answer& answer) { answers.push_back(answer); });
    return answers;
  }

  ScreenSummary predict(TargetSource& source, const ScreenOptions& options,
                        const std::function<void(const Answer&)>& write) const override {
    const ThreadScope scope(threads_);
    return screen(source, search_, options, write);
  }

  const ModelInfo& model() const override { return model_.info; }
  std::string device() const override { return device_; }

 private:
  int threads_;
  std::string device_;
  LoadedModel model_;
  RouteSearch search_;
};

}  // namespace

std::unique_ptr<Predictor> open_predictor(const PredictorOptions& options) {
  return std::make_unique<ModelPredictor>(options, parse_device(options.device));
}

}  // namespace matroute
