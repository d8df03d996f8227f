// Writes one results file from a stream of targets. Memory does not grow with their number.
#pragma once

#include <filesystem>
#include <memory>

#include "datasets/results/results_file.h"
#include "datasets/results/route.h"

namespace matroute {

class ResultsWriter {
 public:
  // Nothing bears the name `path` before finish(). Throws Error (output) where `path` exists or cannot be created.
  ResultsWriter(std::filesystem::path path, const RouteFileInfo& info);
  ResultsWriter(const ResultsWriter&) = delete;
  ResultsWriter& operator=(const ResultsWriter&) = delete;
  // What was not finished is removed.
  ~ResultsWriter();

  // Bytes that are no UTF-8 are stored as U+FFFD. Throws Error: resource where the disk is full; internal where a
  // probability, confidence or similarity is not between 0 and 1, a score is not finite or a step does not have one
  // value per atmosphere, and then nothing of the target is written.
  void add(const TargetResult& result);
  ResultsCounts counts() const;

  // Closes the file, brings it to the disk and gives it its name. The info replaces the constructor's, but for the
  // atmospheres. Throws Error: resource where the disk is full, output otherwise; then the name stays free.
  void finish(const RouteFileInfo& info);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace matroute
