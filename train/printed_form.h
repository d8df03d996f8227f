// The text by which a precursor is printed: the way recipes write it, where a plain formula reader can read that.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "chem/formula.h"

namespace matroute {

// The formula as written, without spaces and without water of unknown amount; empty where plain text cannot say it
// (variables, annotations, a guess of ours, anything but ASCII and the middle dot).
std::optional<std::string> printed_form(const Formula& formula);

// Counts the forms of one precursor and picks the commonest.
class PrintedForms {
 public:
  void add(const Formula& formula, double weight);

  // Ties go to the shorter text, then to the first in the alphabet. Where no form can be printed: the composition.
  std::string commonest() const;

 private:
  std::map<std::string, double> weights_;
  std::string fallback_;
};

}  // namespace matroute
