// A constrained ranker that is a function, for rankers of tests.
#pragma once

#include <functional>
#include <span>
#include <utility>
#include <vector>

#include "model/search/ranker.h"

namespace matroute {

class FunctionRanker : public ConstrainedRanker {
 public:
  using Function = std::function<std::vector<RankedSets>(std::span<const Formula>, const SearchLimits&)>;

  explicit FunctionRanker(Function function) : function_(std::move(function)) {}
  std::vector<RankedSets> rank(std::span<const Formula> targets, const SearchLimits& limits) const override {
    return function_(targets, limits);
  }

 private:
  Function function_;
};

}  // namespace matroute
