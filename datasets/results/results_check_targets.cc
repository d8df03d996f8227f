// What is asked of a target as a whole.
#include <cmath>
#include <cstring>

#include "base/error.h"
#include "datasets/results/results_checks.h"
#include "datasets/results/results_reader.h"
#include "datasets/results/results_summary.h"

namespace matroute {
namespace {

// Sums of float32 probabilities may exceed 1 by rounding.
constexpr double kSumTolerance = 1e-4;

void check_component(const ReactionComponent& component, std::uint64_t target, FaultList& faults) {
  const bool stated = component.coefficient.sign() > 0;
  if (component.role == Role::kMedium && stated) {
    faults.add("targets", target, "a medium has a coefficient");
  } else if (component.role != Role::kMedium && component.role != Role::kDopant && !stated) {
    faults.add("targets", target, "a component that is neither medium nor dopant has no coefficient");
  }
}

// NaN throughout, or all numbers that do not fall.
bool are_quantiles(const Quantiles& q) {
  const bool none = std::isnan(q[0]) && std::isnan(q[1]) && std::isnan(q[2]);
  return none || (q[0] <= q[1] && q[1] <= q[2]);
}

void check_step(const RouteStep& step, std::uint64_t target, FaultList& faults) {
  if (!are_quantiles(step.temperature_degc)) faults.add("targets", target, "quantiles of a temperature fall");
  if (!are_quantiles(step.duration_h) || step.duration_h[0] < 0.0F) {
    faults.add("targets", target, "quantiles of a duration fall or are below 0");
  }
  double sum = 0.0;
  for (const float share : step.atmosphere) sum += static_cast<double>(share);
  if (sum > 1.0 + kSumTolerance) faults.add("targets", target, "probabilities of a step's atmospheres exceed 1");
}

void check_target(const TargetResult& result, std::uint64_t target, FaultList& faults) {
  double sum = 0.0;
  float before = 1.0F;
  for (const Route& route : result.routes) {
    if (route.probability > before) faults.add("targets", target, "the probability rises with the rank");
    before = route.probability;
    sum += static_cast<double>(route.probability);
    if (route.components.empty()) faults.add("targets", target, "a route without components");
    for (const auto& component : route.components) check_component(component, target, faults);
    for (const auto& step : route.steps) check_step(step, target, faults);
  }
  if (sum > 1.0 + kSumTolerance) faults.add("targets", target, "probabilities of the routes exceed 1");
  if ((result.status == Status::kOk) == result.routes.empty()) {
    faults.add("targets", target, "status is ok without routes, or another one with routes");
  }
}

// Rows of /summary in blocks.
class SummaryCursor {
 public:
  explicit SummaryCursor(const H5File& file) : file_(file), rows_(file.rows("summary")) {}
  SummaryRow next() {
    if (used_ == block_.size()) fill();
    return block_[used_++];
  }

 private:
  static constexpr std::uint64_t kBlockRows = 4096;
  void fill() {
    const std::uint64_t count = std::min(kBlockRows, rows_ - read_);
    const auto bytes = file_.read_compound("summary", summary_fields(), sizeof(SummaryRow), read_, count);
    block_.resize(count);
    std::memcpy(block_.data(), bytes.data(), bytes.size());
    read_ += count;
    used_ = 0;
  }

  const H5File& file_;
  std::uint64_t rows_;
  std::uint64_t read_ = 0;
  std::vector<SummaryRow> block_;
  std::size_t used_ = 0;
};

}  // namespace

void check_targets(const H5File& file, FaultList& faults) {
  ResultsReader reader(file.path());
  SummaryCursor summary(file);
  TargetResult result;
  for (std::uint64_t target = 0; reader.next(result); ++target) {
    check_target(result, target, faults);
    if (!same_summary(summary.next(), summary_of(result))) {
      faults.add("summary", target, "differs from what the columns say");
    }
  }
}

}  // namespace matroute
