// The shipped model lies beside an installed program, or in the source tree of a built one.
#include "predict/model_lookup.h"

#include <fmt/format.h>

#include <cstdlib>

#include "base/error.h"
#include "build_info.h"

namespace matroute {
namespace {

constexpr const char* kDefaultModel = "default";

std::filesystem::path required_folder(const std::filesystem::path& folder, const std::string& origin) {
  std::error_code fault;
  if (std::filesystem::is_directory(folder, fault)) return folder;
  throw Error(ErrorKind::kModel, fmt::format("{} {} is no folder; a model folder holds model.json and is made by "
                                             "`matroute train CORPUS.h5 --ranker counting -o DIR`",
                                             origin, folder.string()));
}

}  // namespace

std::filesystem::path program_folder() {
  std::error_code fault;
  return std::filesystem::read_symlink("/proc/self/exe", fault).parent_path();
}

std::filesystem::path find_model(const std::string& named, const std::filesystem::path& folder) {
  if (!named.empty()) return required_folder(named, "the model");
  const char* variable = std::getenv("MATROUTE_MODEL");
  if (variable != nullptr && *variable != '\0') return required_folder(variable, "MATROUTE_MODEL");
  std::error_code fault;
  const std::filesystem::path installed = folder / kInstalledModelsDir / kDefaultModel;
  if (std::filesystem::is_directory(installed, fault)) return installed.lexically_normal();
  std::filesystem::path source = std::filesystem::path(kSourceModelsDir) / kDefaultModel;
  if (std::filesystem::is_directory(source, fault)) return source;
  throw Error(ErrorKind::kModel,
              fmt::format("no model was found in {} or {}; name one with --model DIR or MATROUTE_MODEL",
                          installed.lexically_normal().string(), source.string()));
}

}  // namespace matroute
