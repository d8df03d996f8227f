// The output of a long run: parts OUT.h5.parts/NNNNNN.h5 while it goes on, OUT.h5 at its end. A part is whole from the
// moment it has its name, so a run that was killed leaves only whole parts (and at most one temporary file).
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include "datasets/results/results_file.h"
#include "datasets/results/route.h"

namespace matroute {

struct OutputOptions {
  std::uint64_t targets_per_part = 20000;  // >= 1
  bool overwrite = false;                  // replaces a results file and left-over parts; never a file of another kind
};

class OutputParts {
 public:
  // Throws Error (output) where `path` or its parts exist and may not be replaced, or the folder cannot be written.
  // An old `path` stands until finish() replaces it; old parts are removed here.
  OutputParts(std::filesystem::path path, const RouteFileInfo& info, const OutputOptions& options = {});
  OutputParts(const OutputParts&) = delete;
  OutputParts& operator=(const OutputParts&) = delete;
  // Without finish() or save() the part that is being written is lost; whole parts stay.
  ~OutputParts();

  // As ResultsWriter::add. A full part is closed by the next target.
  void add(const TargetResult& result);

  // Stitches the parts into `path` and removes them.
  void finish(const RouteFileInfo& info);
  // Closes the part that is being written and leaves the parts as they are: for a run that was told to stop.
  void save(const RouteFileInfo& info);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace matroute
