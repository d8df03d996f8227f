// The text by which a precursor is printed: as recipes write it, where that text is a plain formula.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "chem/formula.h"

namespace matroute {

// The formula as written, without spaces and without water of unknown amount; empty where the formula holds variables,
// annotations, anything that the parser warns of, or characters other than ASCII and the middle dot.
std::optional<std::string> printed_form(const Formula& formula);

// Counts the forms of one precursor and picks the commonest.
class PrintedForms {
 public:
  void add(const Formula& formula, double weight);

  // Ties go to the shorter text, then to the first in the alphabet. Where no form can be printed, the text is the
  // composition.
  std::string commonest() const;

 private:
  std::map<std::string, double> weights_;
  std::string fallback_;
};

}  // namespace matroute
