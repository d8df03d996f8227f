// Devices by the CUDA driver's own interface, opened only where it is there: libtorch's CUDA part (1 GB) need not be
// loaded to count devices.
#include "model/tensors/device.h"

#include <dlfcn.h>
#include <torch/headeronly/version.h>

#include <charconv>

#include "base/error.h"

namespace matroute {
namespace {

constexpr std::string_view kCudaPrefix = "cuda:";

[[noreturn]] void unknown(std::string_view text) {
  throw Error(ErrorKind::kUsage, "unknown device \"" + std::string(text) + "\": expected auto, cpu, cuda or cuda:N");
}

int cuda_index(std::string_view text) {
  const std::string_view digits = text.substr(kCudaPrefix.size());
  int index = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), index);
  if (error != std::errc() || end != digits.data() + digits.size() || index < 0 || digits.front() == '-') unknown(text);
  return index;
}

// Loads libtorch's CUDA part, which has to happen before the first call of libtorch. False where there is no such part.
bool load_cuda_part() {
  static const bool loaded = dlopen("libtorch_cuda.so", RTLD_NOW | RTLD_GLOBAL) != nullptr;
  return loaded;
}

}  // namespace

int cuda_device_count() {
  static const int device_count = [] {
    void* driver = dlopen("libcuda.so.1", RTLD_LAZY | RTLD_LOCAL);
    if (driver == nullptr) return 0;
    using Init = int (*)(unsigned);
    using Count = int (*)(int*);
    const auto init = reinterpret_cast<Init>(dlsym(driver, "cuInit"));
    const auto count = reinterpret_cast<Count>(dlsym(driver, "cuDeviceGetCount"));
    int devices = 0;
    const bool answered = init != nullptr && count != nullptr && init(0) == 0 && count(&devices) == 0;
    return answered ? devices : 0;
  }();
  return device_count;
}

Device parse_device(std::string_view text) {
  if (text == "cpu") return {};
  if (text == "auto") return {cuda_device_count() > 0 && load_cuda_part(), 0};
  Device device{true, 0};
  if (text.starts_with(kCudaPrefix))
    device.index = cuda_index(text);
  else if (text != "cuda")
    unknown(text);
  const int count = cuda_device_count();
  if (device.index >= count) {
    const std::string found = count == 0 ? "no CUDA device is" : "only " + std::to_string(count) + " CUDA devices are";
    throw Error(ErrorKind::kResource, to_text(device) + " was asked for, but " + found + " there; use --device cpu");
  }
  if (!load_cuda_part()) {
    throw Error(ErrorKind::kResource,
                to_text(device) + " was asked for, but this libtorch has no CUDA part; scripts/setup installs it");
  }
  return device;
}

std::string to_text(const Device& device) {
  return device.cuda ? std::string(kCudaPrefix) + std::to_string(device.index) : "cpu";
}

std::string torch_version() {
  static const bool loads = dlopen("libtorch_cpu.so", RTLD_LAZY | RTLD_LOCAL) != nullptr;
  return loads ? TORCH_VERSION : "";
}

}  // namespace matroute
