// Beam search over precursor sets. Children are scored as (parent, candidate) pairs and merged by the hash of their
// set; only those that survive a step are written out.
#include "model/counting/counting_beam.h"

#include <algorithm>
#include <limits>

#include "model/search/set_hash.h"

namespace matroute {
namespace {

constexpr std::uint32_t kNoMaterial = std::numeric_limits<std::uint32_t>::max();

struct Child {
  double log_score = 0.0;
  std::uint64_t hash = 0;
  std::uint32_t parent = 0;
  const BeamCandidate* added = nullptr;  // null: the element was covered already
};

struct State {
  double log_score = 0.0;
  std::uint64_t hash = 0;
  ElementSet covered;
};

// Open addressing from set hash to position in a list of children; emptied for every step.
class HashIndex {
 public:
  void reset() { resize(256, {}); }

  // The position of the child with the hash; without one, the position of the next child, which is stored.
  std::uint32_t find_or_insert(std::uint64_t hash, const std::vector<Child>& children) {
    if (2 * children.size() >= slots_.size()) resize(4 * slots_.size(), children);
    std::uint32_t& slot = slots_[slot_of(hash, children)];
    if (slot == kNoMaterial) slot = static_cast<std::uint32_t>(children.size());
    return slot;
  }

 private:
  std::size_t slot_of(std::uint64_t hash, const std::vector<Child>& children) const {
    std::size_t slot = hash & mask_;
    while (slots_[slot] != kNoMaterial && children[slots_[slot]].hash != hash) slot = (slot + 1) & mask_;
    return slot;
  }

  void resize(std::size_t size, const std::vector<Child>& children) {
    slots_.assign(size, kNoMaterial);
    mask_ = size - 1;
    for (std::uint32_t i = 0; i < children.size(); ++i) slots_[slot_of(children[i].hash, children)] = i;
  }

  std::vector<std::uint32_t> slots_;
  std::size_t mask_ = 0;
};

class Search {
 public:
  explicit Search(const BeamProblem& problem)
      : problem_(problem), stride_(problem.seeds.size() + problem.steps.size()) {}

  BeamResult run() {
    start();
    for (std::size_t step = 0; step < problem_.steps.size(); ++step) {
      expand(problem_.steps[step]);
      select(coverable_after(step));
    }
    return result();
  }

 private:
  void start() {
    State state;
    state.covered = problem_.seed_elements;
    materials_.assign(stride_, kNoMaterial);
    std::copy(problem_.seeds.begin(), problem_.seeds.end(), materials_.begin());
    for (const std::uint32_t seed : problem_.seeds) state.hash += set_hash(seed);
    states_.push_back(state);
  }

  // Elements that the steps after `step` can still bring in.
  ElementSet coverable_after(std::size_t step) const {
    ElementSet elements;
    for (std::size_t s = step + 1; s < problem_.steps.size(); ++s) {
      for (const BeamCandidate& candidate : problem_.steps[s].candidates) elements |= candidate.elements;
    }
    return elements;
  }

  void expand(const BeamStep& step) {
    children_.clear();
    index_.reset();
    const std::size_t element = atomic_number(step.element);
    const bool seeded = problem_.seed_elements.test(element);
    std::size_t extended = 0;
    for (std::uint32_t parent = 0; parent < states_.size(); ++parent) {
      const State& state = states_[parent];
      const bool covered = state.covered.test(element);
      if (covered) offer({state.log_score, state.hash, parent, nullptr});
      if (covered && !seeded) continue;
      const double start = state.log_score + (seeded ? kSecondSourceLogPenalty : 0.0);
      const std::size_t useful = seeded ? step.candidates.size() : useful_candidates(step, ++extended);
      for (std::size_t c = 0; c < useful; ++c) {
        const BeamCandidate& candidate = step.candidates[c];
        if (covered && holds(parent, candidate.material)) continue;
        offer({start + candidate.log_probability, state.hash + set_hash(candidate.material), parent, &candidate});
      }
    }
  }

  // Parents and candidates stand best first: each pair of one of the first p parents and one of the first c candidates
  // is a set of its own and at least as good as the pair (p, c), so that no pair with p * c > width survives.
  std::size_t useful_candidates(const BeamStep& step, std::size_t parents) {
    if (problem_.required.any()) return step.candidates.size();
    const std::size_t useful = problem_.width / parents;
    if (useful >= step.candidates.size()) return step.candidates.size();
    cut_ = true;
    return useful;
  }

  bool holds(std::uint32_t state, std::uint32_t material) const {
    const auto first = materials_.begin() + static_cast<std::ptrdiff_t>(state * stride_);
    return std::find(first, first + static_cast<std::ptrdiff_t>(stride_), material) !=
           first + static_cast<std::ptrdiff_t>(stride_);
  }

  void offer(const Child& child) {
    const std::uint32_t position = index_.find_or_insert(child.hash, children_);
    if (position == children_.size()) {
      children_.push_back(child);
    } else if (children_[position].log_score < child.log_score) {
      children_[position] = child;
    }
  }

  ElementSet missing_of(const Child& child) const {
    ElementSet covered = states_[child.parent].covered;
    if (child.added != nullptr) covered |= child.added->elements;
    return problem_.required & ~covered;
  }

  // Keeps the best `width` children for every choice of required elements that are still missing. Children that miss an
  // element outside of `coverable` are dropped.
  void select(const ElementSet& coverable) {
    order_.resize(children_.size());
    for (std::uint32_t i = 0; i < order_.size(); ++i) order_[i] = i;
    const auto better = [this](std::uint32_t a, std::uint32_t b) {
      const double x = children_[a].log_score;
      const double y = children_[b].log_score;
      return x != y ? x > y : a < b;
    };
    if (problem_.required.none()) {
      keep_best(better);
    } else {
      std::sort(order_.begin(), order_.end(), better);
      keep_by_requirement(coverable);
    }
    write_states();
  }

  template <class Compare>
  void keep_best(const Compare& better) {
    if (order_.size() > problem_.width) {
      cut_ = true;
      const auto end = order_.begin() + static_cast<std::ptrdiff_t>(problem_.width);
      std::nth_element(order_.begin(), end, order_.end(), better);
      order_.resize(problem_.width);
    }
    std::sort(order_.begin(), order_.end(), better);
  }

  void keep_by_requirement(const ElementSet& coverable) {
    std::vector<std::pair<ElementSet, std::size_t>> strata;
    std::size_t kept = 0;
    for (const std::uint32_t child : order_) {
      const ElementSet missing = missing_of(children_[child]);
      if ((missing & ~coverable).any()) continue;
      auto stratum = std::find_if(strata.begin(), strata.end(), [&](const auto& s) { return s.first == missing; });
      if (stratum == strata.end()) stratum = strata.insert(strata.end(), {missing, 0});
      if (stratum->second++ < problem_.width) {
        order_[kept++] = child;
      } else {
        cut_ = true;
      }
    }
    order_.resize(kept);
  }

  void write_states() {
    next_states_.clear();
    next_materials_.clear();
    for (const std::uint32_t position : order_) {
      const Child& child = children_[position];
      const auto first = materials_.begin() + static_cast<std::ptrdiff_t>(child.parent * stride_);
      next_materials_.insert(next_materials_.end(), first, first + static_cast<std::ptrdiff_t>(stride_));
      State state{child.log_score, child.hash, states_[child.parent].covered};
      if (child.added != nullptr) {
        state.covered |= child.added->elements;
        const auto own = next_materials_.end() - static_cast<std::ptrdiff_t>(stride_);
        *std::find(own, next_materials_.end(), kNoMaterial) = child.added->material;
      }
      next_states_.push_back(state);
    }
    states_.swap(next_states_);
    materials_.swap(next_materials_);
  }

  BeamResult result() const {
    BeamResult result;
    result.cut = cut_;
    for (std::size_t i = 0; i < states_.size(); ++i) {
      if ((problem_.required & ~states_[i].covered).any()) continue;
      BeamSet set;
      set.log_score = states_[i].log_score;
      const auto first = materials_.begin() + static_cast<std::ptrdiff_t>(i * stride_);
      const auto last = std::find(first, first + static_cast<std::ptrdiff_t>(stride_), kNoMaterial);
      set.materials.assign(first, last);
      std::sort(set.materials.begin(), set.materials.end());
      result.sets.push_back(std::move(set));
    }
    return result;
  }

  const BeamProblem& problem_;
  std::size_t stride_;  // materials of one state in materials_, filled up with kNoMaterial
  std::vector<State> states_, next_states_;
  std::vector<std::uint32_t> materials_, next_materials_;
  std::vector<Child> children_;
  std::vector<std::uint32_t> order_;
  HashIndex index_;
  bool cut_ = false;
};

}  // namespace

BeamResult search_sets(const BeamProblem& problem) { return Search(problem).run(); }

}  // namespace matroute
