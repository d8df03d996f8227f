// Between modules of libtorch and what stands in files.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "model/tensors/safetensors.h"

namespace at {
class Tensor;
}
namespace torch::nn {
class Module;
}

namespace matroute {

// Before the first network computes: oneDNN would compile a GELU for every number of rows that it has not met, and its
// own is no faster than libtorch's.
void do_without_onednn();

// Parameters and buffers by name, as 32-bit floats.
std::vector<Tensor> weights_of(const torch::nn::Module& module);

// Throws Error (model), naming `where`, unless names, types and shapes are those of the module and all numbers
// finite.
void set_weights_of(torch::nn::Module& module, const std::vector<Tensor>& weights, const std::string& where);

// One-dimensional; as many values as the tensor holds.
void copy_into(at::Tensor& tensor, std::span<const float> values);

}  // namespace matroute
