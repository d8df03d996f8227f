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
  using Function = std::function<std::vector<RankedSets>(std::span<const Target* const>, std::size_t level)>;

  explicit FunctionRanker(Function function, std::size_t levels = 1)
      : function_(std::move(function)), levels_(levels) {}
  std::size_t levels() const override { return levels_; }
  std::vector<RankedSets> rank(std::span<const Target* const> targets, std::size_t level) const override {
    return function_(targets, level);
  }

 private:
  Function function_;
  std::size_t levels_;
};

}  // namespace matroute
