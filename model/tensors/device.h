// Where a model computes: the names a user types, and whether such a device is there.
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

// "cpu", "cuda:0".
std::string to_text(const Device& device);

// CUDA devices that the driver reports; 0 without a driver. Costs nothing where there is none.
int cuda_device_count();

// The libtorch that this program was built with, such as "2.11.0", once it has been loaded (0.2 s); empty where it
// cannot be loaded.
std::string torch_version();

}  // namespace matroute
