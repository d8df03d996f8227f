// Targets with everything that a results file can hold, the same for the same number.
#pragma once

#include <cstdint>
#include <filesystem>

#include "datasets/results/results_file.h"
#include "datasets/results/route.h"

namespace matroute {

RouteFileInfo sample_info();
TargetResult sample_target(std::uint64_t number);
// A file of sample_target(first) to sample_target(first + count - 1).
void write_sample(const std::filesystem::path& path, std::uint64_t first, std::uint64_t count);

// NaN equals NaN of the same bits.
bool same_bits(float a, float b);
bool operator==(const ReactionComponent& a, const ReactionComponent& b);
bool operator==(const RouteStep& a, const RouteStep& b);
bool operator==(const Precedent& a, const Precedent& b);
bool operator==(const Route& a, const Route& b);
bool operator==(const TargetResult& a, const TargetResult& b);

}  // namespace matroute
