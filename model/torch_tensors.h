// Between modules of libtorch and what stands in files.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "model/safetensors.h"

namespace at {
class Tensor;
}
namespace torch::nn {
class Module;
}

namespace matroute {

// Parameters and buffers by name, as 32-bit floats.
std::vector<Tensor> weights_of(const torch::nn::Module& module);

// Throws Error (model), naming `where`, unless names, types and shapes are those of the module.
void set_weights_of(torch::nn::Module& module, const std::vector<Tensor>& weights, const std::string& where);

// One-dimensional; as many values as the tensor holds.
void copy_into(at::Tensor& tensor, std::span<const float> values);

}  // namespace matroute
