// Weights of modules of libtorch as tensors of files, and back.
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

// Switches oneDNN off; to be called before the first network computes. oneDNN compiles a GELU for every new number of
// rows, and its GELU is no faster than that of libtorch.
void do_without_onednn();

// The parameters and buffers of a module by name, as 32-bit floats.
std::vector<Tensor> weights_of(const torch::nn::Module& module);

// Throws Error (model), naming `where`, unless names, types and shapes are those of the module and all numbers
// finite.
void set_weights_of(torch::nn::Module& module, const std::vector<Tensor>& weights, const std::string& where);

// Copies values into a one-dimensional tensor; there must be as many values as the tensor holds.
void copy_into(at::Tensor& tensor, std::span<const float> values);

}  // namespace matroute
