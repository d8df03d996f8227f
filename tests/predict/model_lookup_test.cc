#include "predict/model_lookup.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "base/error.h"
#include "build_info.h"
#include "tests/base/temp_dir.h"

namespace matroute {
namespace {

TEST(ModelLookup, TheNamedFolderThenTheOneThatWasInstalled) {
  const TempDir folder;
  unsetenv("MATROUTE_MODEL");
  EXPECT_EQ(find_model(folder.path(".").string(), "/nowhere"), folder.path("."));
  EXPECT_THROW(find_model(folder.path("none").string(), "/nowhere"), Error);
  const auto bin = folder.path("bin");
  const auto model = (bin / kInstalledModelsDir / "default").lexically_normal();
  std::filesystem::create_directories(bin);
  std::filesystem::create_directories(model);
  EXPECT_EQ(find_model("", bin), model);
}

TEST(ModelLookup, TheRunningProgramHasAFolder) { EXPECT_TRUE(std::filesystem::is_directory(program_folder())); }

}  // namespace
}  // namespace matroute
