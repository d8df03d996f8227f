// What `matroute evaluate` prints.
#pragma once

#include <span>
#include <string>

#include "train/evaluate.h"

namespace matroute {

// One line per ranker and group, in per cent. The first ranker is the one asked about; others stand beside it.
std::string evaluation_table(std::span<const Evaluation> evaluations);

// One object: scores of every ranker by group, and for the first ranker a row per target.
std::string evaluation_json(std::span<const Evaluation> evaluations);

}  // namespace matroute
