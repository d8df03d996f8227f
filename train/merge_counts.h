// Counts of some recipes added to those of others, which an older model holds.
#pragma once

#include "model/counting/counting_data.h"
#include "model/rerank/set_statistics.h"

namespace matroute {

// Precursors of the first keep their ids; those that only the second knows follow.
CountingData sum(const CountingData& first, const CountingData& second);

// Both of the same vocabulary; the first may lack ids at its end.
SetStatistics::Data sum(const SetStatistics::Data& first, const SetStatistics::Data& second);

}  // namespace matroute
