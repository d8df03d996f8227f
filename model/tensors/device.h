// Devices that a model computes on: their names on the command line, and whether they are there.
#pragma once

#include <string>
#include <string_view>

namespace matroute {

struct Device {
  bool cuda = false;
  int index = 0;  // of the CUDA device
};

// Reads auto, cpu, cuda or cuda:N. auto is the first CUDA device where there is one, else the CPU.
// Throws Error (usage) for any other name and Error (resource) for a CUDA device that is not there.
Device parse_device(std::string_view text);

// The name of a device as parse_device() reads it: "cpu", "cuda:0".
std::string to_text(const Device& device);

// Number of CUDA devices that the driver reports; 0, in no time, without a driver.
int cuda_device_count();

// Loads libtorch (0.2 s) and returns the version that this program was built with, such as "2.11.0"; empty where
// libtorch cannot be loaded.
std::string torch_version();

}  // namespace matroute
