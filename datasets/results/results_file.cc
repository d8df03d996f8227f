// Root attributes of a results file.
#include "datasets/results/results_file.h"

#include <ctime>

#include "base/error.h"
#include "datasets/io/hdf5_util.h"

namespace matroute {
namespace {

std::string text(const H5File& file, const std::string& name) {
  const auto value = file.text_attribute("/", name);
  if (!value) throw Error(ErrorKind::kInput, file.path().string() + ": /: no attribute " + name + "; write it anew");
  return *value;
}

void require_format(const H5File& file) {
  const auto format = file.text_attribute("/", "format");
  if (format.value_or("") != kResultsFormat) {
    throw Error(ErrorKind::kInput, file.path().string() + ": not a results file (format " +
                                       (format ? "\"" + *format + "\"" : "not stated") + ", expected \"" +
                                       std::string(kResultsFormat) + "\"); name a file that `predict -o` wrote");
  }
  const auto version = file.int_attribute("/", "format_version").value_or(0);
  if (version < 1 || version > kResultsFormatVersion) {
    throw Error(ErrorKind::kInput, file.path().string() + ": format version " + std::to_string(version) +
                                       ", this program reads 1 to " + std::to_string(kResultsFormatVersion) +
                                       "; use a newer matroute");
  }
}

}  // namespace

std::string utc_time_text() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  char buffer[32];
  return {buffer, std::strftime(buffer, sizeof buffer, "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

std::string hdf5_format_of(const std::filesystem::path& path) {
  try {
    return H5File::open(path).text_attribute("/", "format").value_or("");
  } catch (const Error&) {
    return {};  // no HDF5 file, or one that cannot be opened: it has no format that we know
  }
}

void require_writable(const std::filesystem::path& path, bool overwrite) {
  std::error_code code;
  if (!std::filesystem::exists(std::filesystem::symlink_status(path, code))) return;
  if (!overwrite) {
    throw Error(ErrorKind::kOutput, path.string() + ": exists already; name another output or pass --overwrite");
  }
  if (hdf5_format_of(path) != kResultsFormat) {
    throw Error(ErrorKind::kOutput,
                path.string() + ": is not a whole results file, and is never overwritten; remove it or name another");
  }
}

void write_route_file_info(H5File& file, const RouteFileInfo& info) {
  file.set_attribute("/", "format", kResultsFormat);
  file.set_attribute("/", "format_version", kResultsFormatVersion);
  file.set_attribute("/", "creator", info.creator);
  file.set_attribute("/", "creator_version", info.creator_version);
  file.set_attribute("/", "model_hash", info.model_hash);
  file.set_attribute("/", "configuration", info.configuration);
  file.set_attribute("/", "search_options", info.search_options);
  file.set_attribute("/", "seed", static_cast<std::int64_t>(info.seed));
  file.set_attribute("/", "device", info.device);
  file.set_attribute("/", "started", info.started);
  file.set_attribute("/", "finished", info.finished);
  file.set_attribute("/", "input_name", info.input_name);
  file.set_attribute("/", "input_sha256", info.input_sha256);
  if (!info.merged_from.empty()) file.set_attribute("/", "merged_from", info.merged_from);
}

RouteFileInfo read_route_file_info(const H5File& file) {
  require_format(file);
  RouteFileInfo info;
  info.creator = text(file, "creator");
  info.creator_version = text(file, "creator_version");
  info.model_hash = text(file, "model_hash");
  info.configuration = text(file, "configuration");
  info.search_options = text(file, "search_options");
  const auto seed = file.int_attribute("/", "seed");
  if (!seed) throw Error(ErrorKind::kInput, file.path().string() + ": /: no attribute seed; write it anew");
  info.seed = static_cast<std::uint64_t>(*seed);
  info.device = text(file, "device");
  info.started = text(file, "started");
  info.finished = text(file, "finished");
  info.input_name = text(file, "input_name");
  info.input_sha256 = text(file, "input_sha256");
  info.merged_from = file.text_attribute("/", "merged_from").value_or("");
  info.atmospheres.clear();
  return info;
}

}  // namespace matroute
