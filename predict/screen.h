// From a stream of formulas to a stream of ranked, balanced routes.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "chem/variables.h"
#include "datasets/results/route.h"
#include "model/search/route_search.h"
#include "predict/stream/target_source.h"

namespace matroute {

// What is known of one target: what is reported, and what --explain adds to it.
struct Answer {
  TargetResult result;
  std::vector<LeftOut> left_out;  // where the search keeps it
};

struct ScreenSummary {
  std::uint64_t rows = 0;     // records read
  std::uint64_t targets = 0;  // answers written; more than rows with --var
  std::array<std::uint64_t, kStatusNames.size()> by_status{};
  std::string first_fault;  // message of the first target that could not be used
  bool stopped = false;     // stop() was true before the end of the input

  // Targets with an answer, be it that there is no route.
  std::uint64_t usable() const { return by_status[0] + by_status[1]; }
};

struct ScreenOptions {
  std::vector<Variables> series = {{}};               // a target is taken once with each that changes it
  std::size_t batch_size = 4096;                      // targets searched at a time; >= 1
  std::function<bool()> stop = [] { return false; };  // asked between batches
  std::function<void(const ScreenSummary&)> on_progress = [](const ScreenSummary&) {};  // told when one is written
};

// Answers go to `write` in the order of the input, those of one row in the order of the series.
// A bad row is an answer with a status and a message. Throws what the source and `write` throw; the rows before the
// one at which the source throws are answered first, and where stop() is true by then, that was the reason.
// `write` and on_progress are called on another thread, one at a time, while stop and the source are asked on this one.
ScreenSummary screen(TargetSource& source, const RouteSearch& search, const ScreenOptions& options,
                     const std::function<void(const Answer&)>& write);

}  // namespace matroute
