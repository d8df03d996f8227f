// The beam, step by step for all targets of a batch.
#include "model/network/network_beam.h"

#include <c10/util/SmallVector.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <tuple>

#include "model/search/set_hash.h"

namespace matroute {
namespace {

constexpr double kNever = -std::numeric_limits<double>::infinity();
constexpr std::size_t kMethods = kMethodNames.size();

// Choices of a target that are kept before merge() joins those that lead to the same state, in multiples of the beam's
// width: joined choices make room for others.
constexpr std::size_t kMergeRoom = 2;

double log_add(double a, double b) {
  const double high = std::max(a, b);
  return high == kNever ? kNever : high + std::log1p(std::exp(std::min(a, b) - high));
}

using Columns = c10::SmallVector<std::uint32_t, 10>;  // ascending

// A partial set in the beam.
struct State {
  std::uint32_t target = 0;
  std::uint8_t method = 0;
  std::uint8_t beyond = 0;        // precursors chosen beyond the slots
  std::int64_t last_beyond = -1;  // column of the last of these precursors, which are chosen in ascending order
  std::size_t slot = 0;           // position of the slot to fill next; the number of slots where all are covered
  Columns columns;
  std::uint64_t hash = 0;  // of the set
  ElementSet covered;
  double log_probability = 0.0;
};

// A precursor that may be added to a state.
struct Choice {
  std::size_t state = 0;
  std::uint32_t column = 0;
  double log_probability = 0.0;
  std::uint64_t place = 0;  // merge key: equal for choices that lead to the same state

  friend bool operator<(const Choice& a, const Choice& b) {
    return std::tie(b.log_probability, a.state, a.column) < std::tie(a.log_probability, b.state, b.column);
  }
};

// Turns scores into weights, 1 for the highest score, in place. Returns the sum of the weights.
double exponentiate(std::span<double> scores) {
  const double high = std::ranges::max(scores);
  double sum = 0.0;
  for (double& score : scores) sum += score = std::exp(score - high);
  return sum;
}

class Search {
 public:
  Search(const StateScorer& scorer, std::span<const BeamTarget> targets, std::span<const ElementSet> elements,
         const NetworkBeamOptions& options)
      : scorer_(scorer),
        targets_(targets),
        elements_(elements),
        options_(options),
        results_(targets.size()),
        finished_(targets.size()),
        best_(targets.size(), kNever) {}

  std::vector<NetworkSets> run() {
    std::vector<State> states = first_states();
    while (!states.empty()) states = step(states);
    for (std::size_t t = 0; t < targets_.size(); ++t) collect(t);
    return std::move(results_);
  }

 private:
  using Finished = std::map<Columns, std::array<double, kMethods>>;

  std::vector<State> first_states() {
    std::vector<State> states;
    std::vector<std::vector<float>> methods;
    for (std::size_t m = 0; m < scorer_.members(); ++m) methods.push_back(scorer_.method_log_probabilities(m));
    for (std::size_t t = 0; t < targets_.size(); ++t) {
      const BeamTarget& target = targets_[t];
      State state;
      state.target = static_cast<std::uint32_t>(t);
      state.columns.assign(target.seeds.begin(), target.seeds.end());
      for (const std::uint32_t seed : target.seeds) {
        state.covered |= elements_[seed];
        state.hash += set_hash(seed);
      }
      state.slot = next_slot(*target.encoding, state.covered);
      for (std::size_t method = 0; method < kMethods; ++method) {
        if (target.method >= 0 && static_cast<std::size_t>(target.method) != method) continue;
        double probability = target.method >= 0 ? 1.0 : 0.0;
        if (target.method < 0) {
          for (const auto& member : methods) {
            probability +=
                std::exp(static_cast<double>(member[t * kMethods + method])) / static_cast<double>(methods.size());
          }
        }
        state.method = static_cast<std::uint8_t>(method);
        state.log_probability = std::log(probability);
        if (state.log_probability >= options_.method_cut) states.push_back(state);
      }
    }
    return states;
  }

  StateBatch batch_of(const std::vector<State>& states) const {
    StateBatch batch;
    for (const State& state : states) {
      const auto& slots = targets_[state.target].encoding->slots;
      batch.target.push_back(state.target);
      batch.slot.push_back(state.slot < slots.size() ? slots[state.slot] : -1);
      batch.method.push_back(state.method);
      batch.chosen.insert(batch.chosen.end(), state.columns.begin(), state.columns.end());
      batch.chosen_ptr.push_back(static_cast<std::int64_t>(batch.chosen.size()));
    }
    return batch;
  }

  // Fills the next slot of every state. States of one target stand side by side, in the argument and in the result.
  std::vector<State> step(const std::vector<State>& states) {
    const StateBatch batch = batch_of(states);
    std::vector<StateScores> scores;
    for (std::size_t m = 0; m < scorer_.members(); ++m) scores.push_back(scorer_.scores(m, batch));
    std::vector<State> next;
    next.reserve(states.size());
    for (std::size_t i = 0; i < states.size(); ++i) {
      extend(states[i], i, scores);
      if (i + 1 < states.size() && states[i + 1].target == states[i].target) continue;
      keep_best(states, states[i].target, next);
      choices_.clear();
      likeliest_ = kNever;
    }
    return next;
  }

  // Finishes the state where no precursor needs to follow, and notes the precursors that may follow in choices_.
  void extend(const State& state, std::size_t row, const std::vector<StateScores>& scores) {
    const BeamTarget& target = targets_[state.target];
    const auto end = static_cast<std::uint32_t>(elements_.size());
    candidates_.clear();
    if (state.slot < target.encoding->slots.size()) {
      candidates_ = target.slot_candidates[state.slot];
    } else {
      if (state.beyond < kMaxBeyond) {
        const auto later = static_cast<std::uint32_t>(state.last_beyond + 1);
        std::set_difference(std::ranges::lower_bound(target.beyond, later), target.beyond.end(), state.columns.begin(),
                            state.columns.end(), std::back_inserter(candidates_));
      }
      if ((target.required & ~state.covered).none()) candidates_.push_back(end);
    }
    if (candidates_.empty()) return;
    probabilities_of(row, scores);
    const double least = std::exp(std::max(best_[state.target], likeliest_) + options_.prune - state.log_probability);
    for (std::size_t c = 0; c < candidates_.size(); ++c) {
      const double probability = probabilities_[c];
      if (candidates_[c] == end) {
        finish(state, state.log_probability + std::log(probability));
      } else if (probability >= least) {
        choices_.push_back({row, candidates_[c], state.log_probability + std::log(probability)});
        likeliest_ = std::max(likeliest_, choices_.back().log_probability);
      } else {
        results_[state.target].cut = true;
      }
    }
  }

  // Sets probabilities_ to the mean over the members of their softmax over candidates_. row: of the state in `scores`.
  void probabilities_of(std::size_t row, const std::vector<StateScores>& scores) {
    probabilities_.assign(candidates_.size(), 0.0);
    weights_.resize(candidates_.size());
    for (const StateScores& member : scores) {
      const auto of_row = std::span(member.values).subspan(row * member.width, member.width);
      for (std::size_t c = 0; c < candidates_.size(); ++c) weights_[c] = static_cast<double>(of_row[candidates_[c]]);
      const double factor = 1.0 / (exponentiate(weights_) * static_cast<double>(scores.size()));
      for (std::size_t c = 0; c < candidates_.size(); ++c) {
        probabilities_[c] += weights_[c] * factor;
      }
    }
  }

  State extended(const State& state, const Choice& choice) const {
    const TargetEncoding& encoding = *targets_[state.target].encoding;
    const std::uint32_t column = choice.column;
    State next = state;
    next.log_probability = choice.log_probability;
    next.columns.insert(std::upper_bound(next.columns.begin(), next.columns.end(), column), column);
    next.hash += set_hash(column);
    next.covered |= elements_[column];
    if (state.slot < encoding.slots.size()) {
      next.slot = next_slot(encoding, next.covered);
    } else {
      ++next.beyond;
      next.last_beyond = column;
    }
    return next;
  }

  void finish(const State& state, double log_probability) {
    if (!(log_probability > kNever)) return;  // NaN or -infinity, where weights of networks are absurd
    const auto [entry, fresh] = finished_[state.target].try_emplace(state.columns);
    if (fresh) entry->second.fill(kNever);
    double& total = entry->second[state.method];
    total = log_add(total, log_probability);
    best_[state.target] = std::max(best_[state.target], total);
  }

  // Turns the likeliest of choices_, all of one target, into states: prunes, merges and cuts.
  void keep_best(const std::vector<State>& states, std::uint32_t target, std::vector<State>& next) {
    if (choices_.empty()) return;
    const double lowest = std::max(best_[target], likeliest_) + options_.prune;
    const std::size_t offered = choices_.size();
    std::erase_if(choices_, [lowest](const Choice& choice) { return !(choice.log_probability >= lowest); });
    if (choices_.size() > kMergeRoom * options_.width) {
      const auto end = choices_.begin() + static_cast<std::ptrdiff_t>(kMergeRoom * options_.width);
      std::nth_element(choices_.begin(), end, choices_.end());
      choices_.erase(end, choices_.end());
    }
    if (choices_.size() < offered) results_[target].cut = true;
    merge(states);
    std::sort(choices_.begin(), choices_.end());
    if (choices_.size() > options_.width) {
      choices_.resize(options_.width);
      results_[target].cut = true;
    }
    for (const Choice& choice : choices_) next.push_back(extended(states[choice.state], choice));
  }

  // Joins the choices that lead to the same state into one, with the sum of their probabilities.
  void merge(const std::vector<State>& states) {
    if (choices_.empty()) return;
    for (Choice& choice : choices_) choice.place = place_of(states[choice.state], choice.column);
    std::sort(choices_.begin(), choices_.end(), [](const Choice& a, const Choice& b) {
      return std::tie(a.place, a.state, a.column) < std::tie(b.place, b.state, b.column);
    });
    std::size_t kept = 0;
    for (std::size_t i = 1; i < choices_.size(); ++i) {
      if (choices_[i].place == choices_[kept].place)
        choices_[kept].log_probability = log_add(choices_[kept].log_probability, choices_[i].log_probability);
      else
        choices_[++kept] = choices_[i];
    }
    choices_.resize(kept + 1);
  }

  // The merge key of a choice: a hash of the set that the choice makes, the method, and the precursors that may still
  // follow.
  std::uint64_t place_of(const State& state, std::uint32_t column) const {
    const bool at_slot = state.slot < targets_[state.target].encoding->slots.size();
    const std::uint64_t last = at_slot ? 0 : std::uint64_t{column} + 1;
    const std::uint64_t beyond = at_slot ? 0 : state.beyond + std::uint64_t{1};
    return state.hash + set_hash(column) +
           set_hash(((last * (kMaxBeyond + 1) + beyond) * kMethods + state.method) << 32U);
  }

  void collect(std::size_t target) {
    NetworkSets& result = results_[target];
    for (const auto& [columns, log_probabilities] : finished_[target]) {
      double total = kNever;
      for (const double value : log_probabilities) total = log_add(total, value);
      result.sets.push_back({{columns.begin(), columns.end()}, log_probabilities, total});
    }
    std::stable_sort(result.sets.begin(), result.sets.end(),
                     [](const NetworkSet& a, const NetworkSet& b) { return a.log_probability > b.log_probability; });
  }

  const StateScorer& scorer_;
  std::span<const BeamTarget> targets_;
  std::span<const ElementSet> elements_;
  const NetworkBeamOptions& options_;
  std::vector<NetworkSets> results_;
  std::vector<Finished> finished_;
  std::vector<double> best_;               // of the finished sets, by target
  std::vector<Choice> choices_;            // of the target that step() has reached
  double likeliest_ = kNever;              // of choices_
  std::vector<std::uint32_t> candidates_;  // of the state in extend(): columns
  std::vector<double> probabilities_;
  std::vector<double> weights_;
};

}  // namespace

std::size_t next_slot(const TargetEncoding& encoding, const ElementSet& covered) {
  std::size_t slot = 0;
  while (slot < encoding.slots.size() && covered.test(atomic_number(encoding.elements[encoding.slots[slot]]))) ++slot;
  return slot;
}

std::vector<NetworkSets> search_sets(const StateScorer& scorer, std::span<const BeamTarget> targets,
                                     std::span<const ElementSet> elements, const NetworkBeamOptions& options) {
  return Search(scorer, targets, elements, options).run();
}

}  // namespace matroute
