// The one loop of every command that answers rows: reads them, expands series, cuts batches, parses on all threads, and
// writes one batch while the next is worked on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "chem/formula.h"
#include "chem/variables.h"
#include "predict/stream/target_source.h"

namespace matroute {

using ParsedFormula = Result<Formula, FormulaError>;

// A row with one set of values for its variables.
struct StreamItem {
  TargetRow row;
  Variables variables;                    // those that the formulas of the row use
  ParsedFormula target = FormulaError{};  // where row.error is not empty: that as the message, at place 0
  std::vector<ParsedFormula> precursors;  // one for each of row.precursors
};

struct StreamOptions {
  std::vector<Variables> series = {{}};               // a row is taken once with each that changes it
  std::size_t batch_size = 4096;                      // items worked on at a time; >= 1
  std::function<bool()> stop = [] { return false; };  // asked between batches, on the thread of the call
};

// Whole rows with all members of their series, in order. `rows`: records read so far.
struct StreamBatch {
  std::vector<StreamItem> items;
  std::uint64_t rows = 0;
};

struct StreamEnd {
  std::uint64_t rows = 0;  // records read
  bool stopped = false;    // stop() was true before the end of the input
};

// `answer` works on a batch and returns what writes the answers; that is called on another thread while `answer` works
// on the next batch, one at a time and in order. Throws what the source, `answer` and the writing throw; the rows
// before the one at which the source throws are answered and written first, and where stop() is true by then, that was
// the reason. At least one batch, perhaps an empty one, is answered.
StreamEnd run_stream(TargetSource& source, const StreamOptions& options,
                     const std::function<std::function<void()>(StreamBatch&&)>& answer);

}  // namespace matroute
