// Which rows of a model's tables and tensors belong to which method of this program: by name, not by number.
// A model may hold the methods in another order than the program, or fewer of them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "chem/synthesis.h"
#include "model/tensors/safetensors.h"

namespace matroute {

class MethodRows {
 public:
  // names: of the model's methods, in the order of its rows. Throws Error (model), naming `where`, where there is none,
  // one comes twice, or this program does not know one.
  MethodRows(std::span<const std::string> names, const std::string& where);

  // Brings the tensors of a part (ModelPart::name) into the program's rows. Those of a method that the model lacks are
  // such that it is never searched: its log-probability is -1e9. Throws Error (model), naming `where`, for tensors that
  // do not hold the model's methods.
  void to_program(std::string_view part, std::vector<Tensor>& tensors, const std::string& where) const;

 private:
  std::vector<std::uint8_t> method_;                                 // of the program, by row of the model
  std::array<std::optional<std::size_t>, kMethodNames.size()> row_;  // of the model, by method of the program
  bool same_ = false;                                                // both have the same rows
};

}  // namespace matroute
