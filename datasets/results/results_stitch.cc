// Part by part; within a part column by column, each by the rule of its kind.
#include "datasets/results/results_stitch.h"

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/out_of_memory.h"
#include "datasets/results/results_column_stitch.h"
#include "datasets/results/results_validate.h"

namespace matroute {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> united_atmospheres(std::span<const fs::path> parts) {
  std::vector<std::string> united;
  for (const fs::path& part : parts) {
    for (std::string& name : H5File::open(part).read_text("vocab/atmospheres")) {
      if (std::find(united.begin(), united.end(), name) == united.end()) united.push_back(std::move(name));
    }
  }
  return united;
}

void stitch_into(std::span<const fs::path> parts, H5File& out, const RouteFileInfo& info) {
  StitchContext context(out, united_atmospheres(parts));
  auto columns = make_column_stitchers(out, context.atmospheres().size());
  for (const fs::path& path : parts) {
    const H5File part = H5File::open(path);
    read_route_file_info(part);
    require_column_lengths(part);
    context.enter(part);
    for (const auto& column : columns) column->add(part, context);
    context.leave();
  }
  for (const auto& column : columns) column->finish();
  context.finish_vocabularies(out);
  write_route_file_info(out, info);
}

void require_distinct(std::span<const fs::path> files, const fs::path& out) {
  std::error_code code;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (fs::equivalent(files[i], out, code)) {
      throw Error(ErrorKind::kUsage, out.string() + ": is one of the files to merge; name another output");
    }
    for (std::size_t j = i + 1; j < files.size(); ++j) {
      if (fs::equivalent(files[i], files[j], code)) {
        throw Error(ErrorKind::kUsage,
                    files[j].string() + ": named twice; its targets would stand twice in the output");
      }
    }
  }
}

nlohmann::ordered_json origin_of(const fs::path& file, const RouteFileInfo& info, const ResultsCounts& counts) {
  return {{"file", file.filename().string()},  {"targets", counts.targets},     {"input_name", info.input_name},
          {"input_sha256", info.input_sha256}, {"model_hash", info.model_hash}, {"started", info.started},
          {"finished", info.finished}};
}

}  // namespace

void stitch_results(std::span<const fs::path> parts, const fs::path& out, const RouteFileInfo& info, bool overwrite) {
  require_writable(out, overwrite);
  AtomicFile output(out, overwrite ? AtomicFile::Existing::kReplace : AtomicFile::Existing::kRefuse);
  H5File file = H5File::create(output);
  with_memory_as_error(out.string(), [&] { stitch_into(parts, file, info); });
  file.close();
  output.commit();
}

ResultsCounts merge_results(std::span<const fs::path> files, const fs::path& out, bool overwrite) {
  require_distinct(files, out);
  require_writable(out, overwrite);
  auto origins = nlohmann::ordered_json::array();
  ResultsCounts total;
  RouteFileInfo info;
  for (const fs::path& path : files) {
    const ResultsCheck check = validate_results(path);
    if (!check.faults.empty()) {
      throw Error(ErrorKind::kInput, path.string() + ": has faults, the first is: " + check.faults.front() +
                                         "; nothing was merged, `matroute validate` lists them all");
    }
    const RouteFileInfo found = read_route_file_info(H5File::open(path));
    if (origins.empty()) info = found;
    origins.push_back(origin_of(path, found, check.counts));
    total.targets += check.counts.targets;
    total.routes += check.counts.routes;
    total.components += check.counts.components;
    total.steps += check.counts.steps;
    total.precedents += check.counts.precedents;
  }
  info.merged_from = origins.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  stitch_results(files, out, info, overwrite);
  return total;
}

}  // namespace matroute
