// Names of devices.
#include "model/tensors/device.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"

namespace matroute {
namespace {

ErrorKind kind_of_fault(const std::string& text) {
  try {
    parse_device(text);
  } catch (const Error& error) {
    return error.kind();
  }
  return ErrorKind::kInternal;
}

TEST(Device, CpuIsAlwaysThere) {
  EXPECT_FALSE(parse_device("cpu").cuda);
  EXPECT_EQ(to_text(parse_device("cpu")), "cpu");
}

TEST(Device, AutoTakesWhatIsThere) { EXPECT_EQ(parse_device("auto").cuda, cuda_device_count() > 0); }

TEST(Device, UnknownNamesAreUsageErrors) {
  for (const char* text : {"", "gpu", "CUDA", "cuda:", "cuda:x", "cuda:-1", "cuda:1x", "cuda:99999999999"}) {
    EXPECT_EQ(kind_of_fault(text), ErrorKind::kUsage) << text;
  }
}

TEST(Device, ADeviceThatIsNotThereIsAResourceError) { EXPECT_EQ(kind_of_fault("cuda:9999"), ErrorKind::kResource); }

TEST(Device, LibtorchCanBeLoaded) { EXPECT_THAT(torch_version(), testing::StartsWith("2.")); }

}  // namespace
}  // namespace matroute
