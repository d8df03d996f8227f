// The loop of every command that answers rows: reads rows, expands series, cuts batches, parses on all threads, and
// writes one batch while the next is answered.
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
  Variables variables;                    // variables that the formulas of the row use
  ParsedFormula target = FormulaError{};  // where row.error is not empty: an error with that message, at place 0
  std::vector<ParsedFormula> precursors;  // one for each of row.precursors
};

struct StreamOptions {
  std::vector<Variables> series = {{}};               // a row makes one item for each element that changes it
  std::size_t batch_size = 4096;                      // items that are answered at a time; >= 1
  std::function<bool()> stop = [] { return false; };  // called between batches, on the calling thread
};

// Whole rows with all members of their series, in order. `rows`: number of records read so far.
struct StreamBatch {
  std::vector<StreamItem> items;
  std::uint64_t rows = 0;
};

struct StreamEnd {
  std::uint64_t rows = 0;  // records read
  bool stopped = false;    // stop() was true before the end of the input
};

// `answer` answers a batch and returns the function that writes the answers. That function is called on another thread
// while `answer` has the next batch, one at a time and in order. Throws what the source, `answer` and the writing
// functions throw. Where the source throws Error, the rows before are answered and written first; where stop() is true
// by then, the end counts as stopped and nothing is thrown. At least one batch, perhaps an empty one, is answered.
StreamEnd run_stream(TargetSource& source, const StreamOptions& options,
                     const std::function<std::function<void()>(StreamBatch&&)>& answer);

}  // namespace matroute
