// From a stream of formulas to a stream of ranked, balanced routes.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>

#include "model/search/route_search.h"
#include "predict/report/answer.h"
#include "predict/stream/stream.h"
#include "predict/stream/target_source.h"

namespace matroute {

struct ScreenSummary {
  std::uint64_t rows = 0;     // records read
  std::uint64_t targets = 0;  // answers written; more than rows with --var
  std::array<std::uint64_t, kStatusNames.size()> by_status{};
  std::string first_fault;  // message of the first target that could not be used
  bool stopped = false;     // StreamOptions::stop was true before the end of the input

  std::uint64_t count(Status status) const { return by_status[static_cast<std::size_t>(status)]; }
  // Targets that could be answered, with routes or with the reason why there is none.
  std::uint64_t usable() const { return count(Status::kOk) + count(Status::kNoRoute); }
};

struct ScreenOptions {
  StreamOptions stream;  // series, batches, when to stop
  // Called when a batch is written.
  std::function<void(const ScreenSummary&)> on_progress = [](const ScreenSummary&) {};
  // Receives lines for people, such as one on lack of memory.
  std::function<void(const std::string&)> log = [](const std::string&) {};
};

// Answers the targets of the source with `search`. Answers go to `write` in the order of the input, those of one row in
// the order of the series. A bad row is an answer with a status and a message, and so is a target that the search fails
// on: where a batch fails, its halves are searched on their own, down to single targets; after a lack of memory, later
// batches are searched in smaller pieces, unless a single target was the reason. Throws what run_stream throws. `write`
// and on_progress are called on another thread, one at a time; stop, log and the source are called on the calling
// thread.
ScreenSummary screen(TargetSource& source, const RouteSearch& search, const ScreenOptions& options,
                     const std::function<void(const Answer&)>& write);

}  // namespace matroute
