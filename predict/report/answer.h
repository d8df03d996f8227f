// The answer for one target: what a results file keeps of it, and what --explain adds.
#pragma once

#include <vector>

#include "datasets/results/route.h"

namespace matroute {

struct Answer {
  TargetResult result;
  std::vector<LeftOut> left_out;  // sets that are no routes, where they were asked for; best first by the ranker
};

}  // namespace matroute
