// Adds the counts of new recipes to those of an older model.
#pragma once

#include "model/counting/counting_data.h"
#include "model/rerank/set_statistics.h"

namespace matroute {

// The sum of both counts. Precursors of `first` keep their ids; those that only `second` has follow.
CountingData sum(const CountingData& first, const CountingData& second);

// The sum of statistics over the same vocabulary, of which `first` may lack ids at the end.
SetStatistics::Data sum(const SetStatistics::Data& first, const SetStatistics::Data& second);

}  // namespace matroute
