// Names of precursors and steps, as records write them.
#include "datasets/recipes/import_record.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/text.h"
#include "chem/formula.h"

namespace matroute {
namespace {

ReadPrecursor read_precursor(const std::string& text) {
  ReadPrecursor precursor;
  precursor.formula = mend_precursor(text, precursor.mendings);
  const auto formula = parse_formula(precursor.formula);
  if (!formula.ok()) {
    precursor.error = formula.error().message;
  } else if (formula->composition.empty()) {
    precursor.error = "holds no element";
  } else {
    precursor.elements = formula->composition.elements();
  }
  return precursor;
}

struct Word {
  std::string_view part;
  StepType type;
};

// The first that occurs decides: "regrind" before "grind", "precalcin" through "calcin".
constexpr std::array kWords = {
    Word{"calcin", StepType::kCalcine}, Word{"sinter", StepType::kSinter},  Word{"anneal", StepType::kAnneal},
    Word{"melt", StepType::kMelt},      Word{"quench", StepType::kQuench},  Word{"regr", StepType::kRegrind},
    Word{"re-gr", StepType::kRegrind},  Word{"remill", StepType::kRegrind}, Word{"grind", StepType::kGrind},
    Word{"ground", StepType::kGrind},   Word{"mill", StepType::kGrind},     Word{"crush", StepType::kGrind},
    Word{"pulver", StepType::kGrind},   Word{"press", StepType::kPress},    Word{"pellet", StepType::kPress},
    Word{"palletiz", StepType::kPress}, Word{"compact", StepType::kPress},  Word{"wash", StepType::kWash},
    Word{"filter", StepType::kWash},    Word{"rins", StepType::kWash},      Word{"centrifug", StepType::kWash},
    Word{"purif", StepType::kWash},     Word{"dry", StepType::kDry},        Word{"dried", StepType::kDry},
    Word{"evaporat", StepType::kDry},   Word{"heat", StepType::kHeat},      Word{"fire", StepType::kHeat},
    Word{"firing", StepType::kHeat},    Word{"pyroly", StepType::kHeat},    Word{"decompos", StepType::kHeat},
    Word{"mix", StepType::kMix},        Word{"stir", StepType::kMix},       Word{"dissol", StepType::kMix},
    Word{"add", StepType::kMix},        Word{"dispers", StepType::kMix},
};

}  // namespace

const ReadPrecursor& PrecursorReader::read(const std::string& text) {
  const auto known = known_.find(text);
  if (known != known_.end()) return known->second;
  return known_.emplace(text, read_precursor(text)).first->second;
}

void ImportedRecord::reject(std::string target, std::string reason, std::string detail) {
  rejections.push_back({.file = "",
                        .record = 0,
                        .doi = "",
                        .target = std::move(target),
                        .reason = std::move(reason),
                        .detail = std::move(detail)});
}

std::string normalised_doi(std::string_view text) {
  std::string doi = lower_case(trimmed(text));
  for (const std::string_view prefix :
       {"https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi.org/", "doi:"}) {
    if (doi.starts_with(prefix)) return doi.substr(prefix.size());
  }
  return doi;
}

std::optional<int> year_of(std::string_view text) {
  text = trimmed(text);
  double number = 0.0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (code != std::errc() || end != text.data() + text.size() || number != std::floor(number)) return std::nullopt;
  return number >= 1500 && number <= 2200 ? std::optional(static_cast<int>(number)) : std::nullopt;
}

StepType step_type_of(std::string_view words) {
  const std::string text = lower_case(words);
  if (const auto exact = step_type_from_name(text)) return *exact;
  for (const Word& word : kWords) {
    if (text.find(word.part) != text.npos) return word.type;
  }
  return StepType::kOther;
}

std::optional<Method> method_called(std::string_view text) {
  std::string spelled = lower_case(text);
  std::ranges::replace_if(
      spelled, [](char c) { return c == ' ' || c == '_'; }, '-');
  for (const std::string_view known : kMethodNames) {
    std::string closed(known);
    std::erase(closed, '-');
    if (spelled == known || spelled == closed) return method_from_name(known);
  }
  return std::nullopt;
}

}  // namespace matroute
