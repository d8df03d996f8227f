// Drawing groups of recipes, and keeping every paper on one side.
#include "datasets/recipes/split.h"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <unordered_map>

#include "base/error.h"
#include "base/parallel_for.h"
#include "base/text_hash.h"
#include "chem/composition_key.h"
#include "chem/formula.h"

namespace matroute {
namespace {

constexpr std::array<double, 2> kDefaultShares = {0.8, 0.1};

struct TargetIdentity {
  std::string target;  // shares in thousandths; the text itself where it is no formula
  std::string system;  // its hash draws the part: another separator draws other splits
};

TargetIdentity identify(const std::string& target) {
  const auto formula = parse_formula(target);
  if (!formula.ok()) return {target, target};
  TargetIdentity identity;
  for (const std::uint32_t share : key_of(*formula).shares) identity.target += std::to_string(share) + ' ';
  identity.system = element_list(formula->composition.elements(), " ");
  return identity;
}

std::vector<TargetIdentity> identities(const std::vector<Recipe>& recipes) {
  std::vector<TargetIdentity> result(recipes.size());
  parallel_for(recipes.size(), 256, [&](std::size_t i) { result[i] = identify(recipes[i].target); });
  return result;
}

std::array<double, 2> shares_of(const std::vector<double>& cut) {
  if (cut.empty()) return kDefaultShares;
  const double train = cut[0];
  const double valid = cut.size() > 1 ? cut[1] : 1.0 - train;
  if (cut.size() > 2 || !(train > 0.0) || !(valid >= 0.0) || !(train < 1.0) || !(train + valid <= 1.0 + 1e-9)) {
    throw Error(ErrorKind::kUsage, "--cut: expected the shares of train and valid, such as 0.8,0.1");
  }
  return {train, valid};
}

// Groups in an order that only the seed decides fill train, then valid, then test.
std::vector<Part> draw(const std::vector<std::string>& groups, const std::array<double, 2>& shares,
                       std::uint64_t seed) {
  std::map<std::string_view, std::size_t> sizes;
  for (const std::string& group : groups) ++sizes[group];
  std::vector<std::pair<std::uint64_t, std::string_view>> order;
  order.reserve(sizes.size());
  for (const auto& [group, size] : sizes) order.emplace_back(text_hash(seed, group), group);
  std::sort(order.begin(), order.end());
  std::map<std::string_view, Part> parts;
  const auto total = static_cast<double>(groups.size());
  double drawn = 0.0;
  for (const auto& [hash, group] : order) {
    // The middle of the group decides, so that small corpora come close to the shares.
    const double at = (drawn + static_cast<double>(sizes[group]) / 2.0) / total;
    parts[group] = at < shares[0] ? Part::kTrain : at < shares[0] + shares[1] + 1e-9 ? Part::kValid : Part::kTest;
    drawn += static_cast<double>(sizes[group]);
  }
  std::vector<Part> result;
  result.reserve(groups.size());
  for (const std::string& group : groups) result.push_back(parts[group]);
  return result;
}

// Systems that hold the same target are drawn as one: a dopant too rare for the target's identity makes two of them.
class JoinedSystems {
 public:
  explicit JoinedSystems(const std::vector<TargetIdentity>& known) {
    std::unordered_map<std::string_view, std::string_view> first_system;
    for (const TargetIdentity& identity : known) {
      const auto [first, added] = first_system.emplace(identity.target, identity.system);
      if (!added) parent_[root(identity.system)] = root(first->second);
    }
  }

  std::string_view root(std::string_view system) const {
    for (auto at = parent_.find(system); at != parent_.end() && at->second != system; at = parent_.find(system)) {
      system = at->second;
    }
    return system;
  }

 private:
  std::unordered_map<std::string_view, std::string_view> parent_;
};

std::vector<std::string> groups_by(const Corpus& corpus, SplitBy by) {
  std::vector<std::string> groups;
  const auto known = by == SplitBy::kRandom ? std::vector<TargetIdentity>() : identities(corpus.recipes);
  const JoinedSystems systems(known);
  for (std::size_t i = 0; i < corpus.recipes.size(); ++i) {
    const std::string& doi = corpus.recipes[i].doi;
    if (by == SplitBy::kRandom) groups.push_back(doi.empty() ? "recipe " + std::to_string(i) : doi);
    if (by == SplitBy::kTarget) groups.push_back(known[i].target);
    if (by == SplitBy::kSystem) groups.emplace_back(systems.root(known[i].system));
  }
  return groups;
}

// The years that bring train and valid nearest to the default shares.
std::array<int, 2> default_years(const Corpus& corpus) {
  std::vector<int> years;
  for (const Recipe& recipe : corpus.recipes) {
    if (recipe.year) years.push_back(*recipe.year);
  }
  if (years.empty())
    throw Error(ErrorKind::kUsage, "no recipe has a year; import with --years, or split by something else");
  std::sort(years.begin(), years.end());
  const auto at = [&](double share) {
    return years[std::min(years.size() - 1, static_cast<std::size_t>(share * static_cast<double>(years.size())))];
  };
  const int train = at(kDefaultShares[0]) - 1;
  return {train, std::max(train + 1, at(kDefaultShares[0] + kDefaultShares[1]) - 1)};
}

std::vector<Part> split_by_year(const Corpus& corpus, const std::vector<double>& cut) {
  std::array<int, 2> last{};
  if (cut.empty()) {
    last = default_years(corpus);
  } else {
    const bool whole =
        std::all_of(cut.begin(), cut.end(), [](double y) { return y == std::floor(y) && y >= 1500 && y <= 2200; });
    if (!whole || cut.size() > 2 || (cut.size() == 2 && cut[1] <= cut[0])) {
      throw Error(ErrorKind::kUsage,
                  "--cut: expected the last year of train and the last year of valid, such as 2014,2016");
    }
    last = {static_cast<int>(cut[0]), cut.size() == 2 ? static_cast<int>(cut[1]) : 2200};
  }
  std::vector<Part> parts;
  for (const Recipe& recipe : corpus.recipes) {
    const int year = recipe.year.value_or(0);
    parts.push_back(!recipe.year      ? Part::kNone
                    : year <= last[0] ? Part::kTrain
                    : year <= last[1] ? Part::kValid
                                      : Part::kTest);
  }
  return parts;
}

// Each paper keeps the part with most of its recipes (the earlier part on a tie); the others leave the split.
void keep_papers_whole(const Corpus& corpus, std::vector<Part>& parts) {
  std::unordered_map<std::string_view, std::array<std::size_t, kPartNames.size()>> counts;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!corpus.recipes[i].doi.empty()) ++counts[corpus.recipes[i].doi][static_cast<std::size_t>(parts[i])];
  }
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto paper = counts.find(corpus.recipes[i].doi);
    if (paper == counts.end() || parts[i] == Part::kNone) continue;
    const auto first = paper->second.begin() + 1;
    const auto home = static_cast<Part>(std::max_element(first, paper->second.end()) - paper->second.begin());
    if (parts[i] != home) parts[i] = Part::kNone;
  }
}

// By year the test part may be empty: the corpus may end with the last year of valid.
void require_parts(const std::vector<Part>& parts, bool require_test) {
  for (const Part part : {Part::kTrain, Part::kValid, Part::kTest}) {
    if (part == Part::kTest && !require_test) continue;
    if (std::find(parts.begin(), parts.end(), part) == parts.end()) {
      throw Error(ErrorKind::kUsage, "the part " + std::string(name(part)) + " would be empty; choose another --cut");
    }
  }
}

std::string options_text(const SplitOptions& options) {
  nlohmann::ordered_json json;
  json["by"] = kSplitByNames[static_cast<std::size_t>(options.by)];
  json["cut"] = options.cut;
  json["seed"] = options.seed;
  return json.dump();
}

template <class Value>
void add_shared(const std::map<std::string, Value>& a, const std::map<std::string, Value>& b,
                std::set<std::string>& out) {
  for (const auto& [key, text] : a) {
    if (!key.empty() && b.contains(key)) out.insert(text);
  }
}

// Identity -> how it is shown.
struct Items {
  std::map<std::string, std::string> dois;
  std::map<std::string, std::string> targets;
  std::map<std::string, std::string> systems;
};

Items items_of(std::span<const Recipe* const> recipes) {
  Items items;
  for (const Recipe* recipe : recipes) {
    const TargetIdentity identity = identify(recipe->target);
    items.dois.emplace(recipe->doi, recipe->doi);
    items.targets.emplace(identity.target, recipe->target);
    items.systems.emplace(identity.system, identity.system);
  }
  return items;
}

}  // namespace

Split make_split(const Corpus& corpus, const SplitOptions& options) {
  if (corpus.recipes.empty()) throw Error(ErrorKind::kInput, "the corpus has no recipe to split");
  Split split;
  split.name = kSplitByNames[static_cast<std::size_t>(options.by)];
  split.options = options_text(options);
  bool require_test = false;
  if (options.by == SplitBy::kYear) {
    split.parts = split_by_year(corpus, options.cut);
  } else {
    const std::array<double, 2> shares = shares_of(options.cut);
    require_test = shares[0] + shares[1] < 1.0 - 1e-9;
    split.parts = draw(groups_by(corpus, options.by), shares, options.seed);
  }
  keep_papers_whole(corpus, split.parts);
  require_parts(split.parts, require_test);
  return split;
}

SharedItems shared_items(std::span<const Recipe* const> a, std::span<const Recipe* const> b) {
  const Items first = items_of(a);
  const Items second = items_of(b);
  std::set<std::string> dois;
  std::set<std::string> targets;
  std::set<std::string> systems;
  add_shared(first.dois, second.dois, dois);
  add_shared(first.targets, second.targets, targets);
  add_shared(first.systems, second.systems, systems);
  return {{dois.begin(), dois.end()}, {targets.begin(), targets.end()}, {systems.begin(), systems.end()}};
}

SharedItems shared_between_parts(const Corpus& corpus, const Split& split) {
  std::array<std::vector<const Recipe*>, kPartNames.size()> parts;
  for (std::size_t i = 0; i < split.parts.size(); ++i) {
    parts[static_cast<std::size_t>(split.parts[i])].push_back(&corpus.recipes[i]);
  }
  std::set<std::string> dois;
  std::set<std::string> targets;
  std::set<std::string> systems;
  for (const auto& [a, b] : {std::pair{1, 2}, {1, 3}, {2, 3}}) {
    const SharedItems shared = shared_items(parts[static_cast<std::size_t>(a)], parts[static_cast<std::size_t>(b)]);
    dois.insert(shared.dois.begin(), shared.dois.end());
    targets.insert(shared.targets.begin(), shared.targets.end());
    systems.insert(shared.systems.begin(), shared.systems.end());
  }
  return {{dois.begin(), dois.end()}, {targets.begin(), targets.end()}, {systems.begin(), systems.end()}};
}

void add_split(Corpus& corpus, const SplitOptions& options) {
  Split split = make_split(corpus, options);
  const SharedItems shared = shared_between_parts(corpus, split);
  const bool targets_leak = options.by == SplitBy::kTarget && !shared.targets.empty();
  const bool systems_leak = options.by == SplitBy::kSystem && !(shared.systems.empty() && shared.targets.empty());
  if (!shared.dois.empty() || targets_leak || systems_leak) {
    throw Error(ErrorKind::kCheck, fmt::format("the split leaks: its parts share {} DOIs, {} targets, {} systems",
                                               shared.dois.size(), shared.targets.size(), shared.systems.size()));
  }
  std::erase_if(corpus.splits, [&](const Split& old) { return old.name == split.name; });
  corpus.splits.push_back(std::move(split));
}

}  // namespace matroute
