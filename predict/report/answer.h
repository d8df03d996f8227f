// The answer for one target: the result that a results file holds, and the sets that --explain adds.
#pragma once

#include <vector>

#include "datasets/results/route.h"

namespace matroute {

struct Answer {
  TargetResult result;
  std::vector<LeftOut> left_out;  // sets that are no routes; empty unless asked for. Best first by the ranker
};

}  // namespace matroute
