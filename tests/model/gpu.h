// For tests that need a GPU.
#pragma once

#include <gtest/gtest.h>

#include "model/device.h"

// Skips the test, and says so, where no CUDA device is there.
#define MATROUTE_NEEDS_GPU() \
  if (matroute::cuda_device_count() == 0) GTEST_SKIP() << "no CUDA device: this was not tested; see docs/gpu.md"
