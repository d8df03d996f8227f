// Reads a results file back, target by target, trusting nothing that stands in it. Bounded memory.
#pragma once

#include <filesystem>
#include <memory>

#include "datasets/results/results_file.h"
#include "datasets/results/route.h"

namespace matroute {

class ResultsReader {
 public:
  // Throws Error (input) that names the file, the dataset and the remedy: here for a file that is missing, foreign, cut
  // off, too new or of the wrong shape, in next() for what stands in the rows.
  explicit ResultsReader(const std::filesystem::path& path);
  ResultsReader(ResultsReader&&) noexcept;
  ~ResultsReader();

  const RouteFileInfo& info() const;
  ResultsCounts counts() const;

  // The next target, exactly as it was written; false at the end.
  bool next(TargetResult& result);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace matroute
