// Evaluations as text, for `matroute evaluate`.
#pragma once

#include <span>
#include <string>

#include "train/evaluate.h"

namespace matroute {

// One line per ranker and group, in per cent. The first ranker is the one that is evaluated; the others stand beside it
// for comparison.
std::string evaluation_table(std::span<const Evaluation> evaluations);

// One object: scores of every ranker by group, and for the first ranker a row per target.
std::string evaluation_json(std::span<const Evaluation> evaluations);

}  // namespace matroute
