// For tests that need a GPU.
#pragma once

#include <gtest/gtest.h>

#include "model/tensors/device.h"

namespace matroute {

// Skips its tests, and says so, where no CUDA device can be used. libtorch's CUDA part has to be loaded before
// libtorch is used at all: asking for the device does so.
class GpuTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!parse_device("auto").cuda) GTEST_SKIP() << "no CUDA device: this was not tested; see docs/gpu.md";
  }
};

}  // namespace matroute
