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
  // names: of the model's methods, in the order of its rows. Throws Error (model), naming `where`, where there are no
  // names, a name comes twice, or this program knows no method of a name.
  MethodRows(std::span<const std::string> names, const std::string& where);

  // Brings the tensors of a part (ModelPart::name) into the order of the program's methods. A method that the model
  // lacks gets rows with which it is never searched: its log-probability is -1e9. Throws Error (model), naming `where`,
  // for tensors that do not hold the model's methods.
  void to_program(std::string_view part, std::vector<Tensor>& tensors, const std::string& where) const;

 private:
  std::vector<std::uint8_t> method_;                                 // of the program, by row of the model
  std::array<std::optional<std::size_t>, kMethodNames.size()> row_;  // of the model, by method of the program
  bool same_ = false;  // the model's methods are the program's, in the same order
};

}  // namespace matroute
