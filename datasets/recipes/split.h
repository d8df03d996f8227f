// Splits of a corpus into train, valid and test that share no paper, and what two sets of recipes share.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "datasets/recipes/corpus.h"

namespace matroute {

enum class SplitBy : std::uint8_t { kRandom, kTarget, kSystem, kYear };
inline constexpr std::array<std::string_view, 4> kSplitByNames = {"random", "target", "system", "year"};

struct SplitOptions {
  SplitBy by = SplitBy::kRandom;
  // Years: the last year of train, then the last one of valid. Else: the shares of train and valid, within 0 and 1.
  // One number: no test part. Empty: 0.8 and 0.1, or the years that come nearest to that.
  std::vector<double> cut;
  std::uint64_t seed = 0;  // of random, target and system
};

// random: whole papers are drawn. target, system: whole targets (composition keys) or whole chemical systems (sets of
// elements; those that share a target as one) are drawn; then each paper stays in the part that holds most of its
// recipes, and its recipes elsewhere are left out (part none), so that nothing is shared. year: by year of publication;
// a paper with several years goes by the same rule, and a recipe without a year is in no part. Throws Error (usage)
// where the cut makes no sense or train or valid would be empty; test may be.
Split make_split(const Corpus& corpus, const SplitOptions& options);

// What occurs on both sides.
struct SharedItems {
  std::vector<std::string> dois;
  std::vector<std::string> targets;  // compositions, as one of the recipes writes them
  std::vector<std::string> systems;  // "Ba O Ti"
};
SharedItems shared_items(std::span<const Recipe* const> a, std::span<const Recipe* const> b);

// Between all pairs of parts, each item once.
SharedItems shared_between_parts(const Corpus& corpus, const Split& split);

// Makes the split, makes sure that it leaks nothing (Error (check) otherwise), and puts it last in the corpus, in the
// place of an older one of the same kind.
void add_split(Corpus& corpus, const SplitOptions& options);

}  // namespace matroute
