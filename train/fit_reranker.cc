// Trains one re-ranker without each fold, and one on all.
#include "train/fit_reranker.h"

#include "base/parallel_for.h"
#include "train/calibration.h"

namespace matroute {
namespace {

using Folds = std::vector<std::vector<HeldOut>>;

// The lists of all folds but `left_out`; of all folds where `left_out` is the number of folds.
std::vector<const RankedExample*> examples_of(const Folds& folds, std::size_t left_out) {
  std::vector<const RankedExample*> examples;
  for (std::size_t f = 0; f < folds.size(); ++f) {
    for (const HeldOut& one : folds[f]) {
      if (f != left_out && one.readable) examples.push_back(&one.ranked);
    }
  }
  return examples;
}

// The probabilities `said` for all folds but `left_out`, with the answers.
std::vector<JudgedList> judged(const Folds& folds, const std::vector<FoldProbabilities>& said, std::size_t left_out) {
  std::vector<JudgedList> lists;
  for (std::size_t f = 0; f < folds.size(); ++f) {
    for (std::size_t i = 0; i < folds[f].size(); ++i) {
      const HeldOut& one = folds[f][i];
      if (f == left_out || !one.readable) continue;
      lists.push_back({one.ranked.list.method, said[f][i], one.ranked.answer, one.ranked.weight});
    }
  }
  return lists;
}

std::vector<FoldProbabilities> probabilities_of_networks(const Folds& folds) {
  std::vector<FoldProbabilities> probabilities;
  for (const auto& fold : folds) {
    auto& of_fold = probabilities.emplace_back();
    for (const HeldOut& one : fold) of_fold.push_back(one.probabilities);
  }
  return probabilities;
}

}  // namespace

std::vector<SetList> lists_of(const std::vector<HeldOut>& fold) {
  std::vector<SetList> lists;
  lists.reserve(fold.size());
  for (const HeldOut& one : fold) lists.push_back(one.ranked.list);
  return lists;
}

FittedReranker fit_reranker(const Folds& folds, const RerankerOptions& options, std::uint64_t seed) {
  FittedReranker fitted{train_reranker(examples_of(folds, folds.size()), options, seed), {}};
  if (folds.size() < 2) {
    fitted.held_out = probabilities_of_networks(folds);
    return fitted;
  }
  std::vector<Reranker> without;
  for (std::size_t f = 0; f < folds.size(); ++f) without.emplace_back(seed);
  std::vector<FoldProbabilities> said(folds.size());
  parallel_for(folds.size(), 1, [&](std::size_t f) {
    without[f] = train_reranker(examples_of(folds, f), options, seed);
    said[f] = without[f].probabilities(lists_of(folds[f]));
  });
  fitted.held_out.resize(folds.size());
  for (std::size_t f = 0; f < folds.size(); ++f) {
    without[f].set_calibration(fit_calibration(judged(folds, said, f)));
    fitted.held_out[f] = without[f].probabilities(lists_of(folds[f]));
  }
  fitted.network.set_calibration(fit_calibration(judged(folds, said, folds.size())));
  return fitted;
}

}  // namespace matroute
