// Newton's method in two unknowns.
#include "train/calibration.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace matroute {
namespace {

// Smaller probabilities are rounding errors of sums of 32-bit numbers, and count as this one.
constexpr double kLeastProbability = 1e-6;
constexpr double kLeastSharpness = 0.05;
constexpr int kMostSteps = 50;
// Weight, in recipes, of the prior that nothing needs correcting: it keeps few lists from changing much.
constexpr double kPrior = 1.0;

struct Parameters {
  double sharpness = 1.0;
  double none = 0.0;
};

// One list in logarithms; place 0 is "none of them".
struct LogList {
  std::vector<double> logs;
  std::size_t answer = 0;
  double weight = 1.0;
};

LogList in_logarithms(const JudgedList& list) {
  LogList result{{}, static_cast<std::size_t>(list.answer + 1), list.weight};
  const double sum = std::accumulate(list.probabilities.begin(), list.probabilities.end(), 0.0);
  result.logs.push_back(std::log(std::max(1.0 - sum, kLeastProbability)));
  for (const double p : list.probabilities) result.logs.push_back(std::log(std::max(p, kLeastProbability)));
  return result;
}

// The negative log-likelihood, with its first and second derivatives by sharpness (s) and none (n).
struct Loss {
  double value = 0.0;
  double s = 0.0, n = 0.0;
  double ss = 0.0, sn = 0.0, nn = 0.0;

  void add(const LogList& list, const Parameters& at) {
    const auto score = [&](std::size_t i) { return at.sharpness * list.logs[i] + (i == 0 ? at.none : 0.0); };
    double high = score(0);
    for (std::size_t i = 1; i < list.logs.size(); ++i) high = std::max(high, score(i));
    double total = 0.0, log_sum = 0.0, square_sum = 0.0;
    for (std::size_t i = 0; i < list.logs.size(); ++i) {
      const double share = std::exp(score(i) - high);
      total += share;
      log_sum += share * list.logs[i];
      square_sum += share * list.logs[i] * list.logs[i];
    }
    const double none = std::exp(score(0) - high) / total;
    const double mean = log_sum / total;
    value += list.weight * (high + std::log(total) - score(list.answer));
    s += list.weight * (mean - list.logs[list.answer]);
    n += list.weight * (none - (list.answer == 0 ? 1.0 : 0.0));
    ss += list.weight * (square_sum / total - mean * mean);
    sn += list.weight * none * (list.logs[0] - mean);
    nn += list.weight * none * (1.0 - none);
  }
};

Loss loss_of(const std::vector<LogList>& lists, const Parameters& at) {
  Loss loss;
  const double from_one = at.sharpness - 1.0;
  loss.value = 0.5 * kPrior * (from_one * from_one + at.none * at.none);
  loss.s = kPrior * from_one;
  loss.n = kPrior * at.none;
  loss.ss = loss.nn = kPrior;
  for (const LogList& list : lists) loss.add(list, at);
  return loss;
}

// Minimises the loss, which is convex: a step is halved until the loss falls.
Parameters fit(const std::vector<LogList>& lists) {
  Parameters at;
  Loss loss = loss_of(lists, at);
  for (int step = 0; step < kMostSteps; ++step) {
    const double determinant = loss.ss * loss.nn - loss.sn * loss.sn;
    double ds = (loss.nn * loss.s - loss.sn * loss.n) / determinant;
    double dn = (loss.ss * loss.n - loss.sn * loss.s) / determinant;
    for (; std::abs(ds) + std::abs(dn) > 1e-9; ds /= 2, dn /= 2) {
      const Parameters next{at.sharpness - ds, at.none - dn};
      const Loss there = loss_of(lists, next);
      if (there.value > loss.value) continue;
      at = next;
      loss = there;
      break;
    }
    if (std::abs(ds) + std::abs(dn) <= 1e-9) break;
  }
  return at;
}

}  // namespace

Calibration fit_calibration(std::span<const JudgedList> lists) {
  Calibration calibration;
  for (std::size_t method = 0; method < kMethodCount; ++method) {
    std::vector<LogList> of_method;
    for (const JudgedList& list : lists) {
      if (static_cast<std::size_t>(list.method) == method) of_method.push_back(in_logarithms(list));
    }
    const Parameters found = fit(of_method);
    calibration.sharpness[method] = static_cast<float>(std::max(found.sharpness, kLeastSharpness));
    calibration.none[method] = static_cast<float>(found.none);
  }
  return calibration;
}

}  // namespace matroute
