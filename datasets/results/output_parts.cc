// Parts in a folder beside the output, stitched at the end.
#include "datasets/results/output_parts.h"

#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "base/atomic_file.h"
#include "base/error.h"
#include "datasets/results/parts_folder.h"
#include "datasets/results/results_stitch.h"
#include "datasets/results/results_writer.h"

namespace matroute {
namespace {

namespace fs = std::filesystem;

void require_no_parts(const fs::path& folder, bool overwrite) {
  std::error_code code;
  if (!fs::exists(fs::symlink_status(folder, code))) return;
  if (!overwrite) {
    throw Error(ErrorKind::kOutput,
                folder.string() +
                    ": left by an earlier run or being written by another; `matroute validate` says "
                    "what it holds, `matroute merge` keeps it, --overwrite removes it");
  }
  const PartsListing listing = list_parts(folder);
  auto foreign = listing.foreign;
  for (const fs::path& part : listing.parts) {
    if (hdf5_format_of(part) != kResultsFormat) foreign.push_back(part);
  }
  if (!foreign.empty()) {
    throw Error(ErrorKind::kOutput, foreign.front().string() + ": not written by matroute, and never removed");
  }
  fs::remove_all(folder, code);
  if (code) throw Error(ErrorKind::kOutput, folder.string() + ": cannot be removed (" + code.message() + ")");
}

}  // namespace

struct OutputParts::State {
  void open_part() { part.emplace(part_path(folder, parts.size()), info); }
  void close_part(const RouteFileInfo& part_info) {
    if (!part) return;
    part->finish(part_info);
    part.reset();
    parts.push_back(part_path(folder, parts.size()));
    targets = 0;
  }

  fs::path path;
  fs::path folder;
  RouteFileInfo info;
  OutputOptions options;
  std::optional<ResultsWriter> part;
  std::uint64_t targets = 0;  // in the part that is being written
  std::vector<fs::path> parts;
};

OutputParts::OutputParts(fs::path path, const RouteFileInfo& info, const OutputOptions& options) {
  if (options.targets_per_part == 0) throw Error(ErrorKind::kInternal, "targets_per_part is 0");
  require_writable(path, options.overwrite);
  const fs::path folder = parts_folder_of(path);
  require_no_parts(folder, options.overwrite);
  std::error_code code;
  if (!fs::create_directory(folder, code)) {
    throw Error(ErrorKind::kOutput,
                folder.string() + ": cannot be created" + (code ? " (" + code.message() + ")" : ""));
  }
  state_ = std::make_unique<State>();
  state_->path = std::move(path);
  state_->folder = folder;
  state_->info = info;
  state_->options = options;
}

OutputParts::~OutputParts() {
  if (!state_) return;
  state_->part.reset();
  std::error_code code;
  fs::remove(state_->folder, code);  // fails where it holds parts, which stay
}

void OutputParts::add(const TargetResult& result) {
  // A full part is closed by the next target: if none comes, and there is no other, it becomes the output as it is.
  if (state_->targets == state_->options.targets_per_part) state_->close_part(state_->info);
  if (!state_->part) state_->open_part();
  state_->part->add(result);
  ++state_->targets;
}

void OutputParts::save(const RouteFileInfo& info) { state_->close_part(info); }

void OutputParts::finish(const RouteFileInfo& info) {
  State& state = *state_;
  const bool single = state.parts.empty();
  if (single && !state.part) state.open_part();
  state.close_part(info);
  const auto existing = state.options.overwrite ? AtomicFile::Existing::kReplace : AtomicFile::Existing::kRefuse;
  if (single) {
    require_writable(state.path, state.options.overwrite);
    place_file(state.parts.front(), state.path, existing);
  } else {
    stitch_results(state.parts, state.path, info, state.options.overwrite);
  }
  std::error_code code;
  for (const fs::path& part : state.parts) fs::remove(part, code);
  if (!fs::remove(state.folder, code)) {
    throw Error(ErrorKind::kOutput, state.path.string() + " is whole, but " + state.folder.string() +
                                        " cannot be removed" + (code ? " (" + code.message() + ")" : ""));
  }
}

}  // namespace matroute
