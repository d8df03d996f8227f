// Ranking by counts: candidates per element, beam search per method, and the mixture over methods.
#include "model/counting/counting_ranker.h"

#include <algorithm>
#include <cmath>

#include "chem/gases.h"
#include "model/counting/method_mixture.h"
#include "model/counting/refusal.h"

namespace matroute {
namespace {

// Weight, in recipes, of a stock's precursor that no recipe uses for the element.
constexpr double kUnseenWeight = 0.1;
// Factor on the score of a stock's precursor that brings an element which has to leave as a gas.
constexpr double kLeavingPenalty = 0.01;
// The least P(method | target) of a method that is searched.
constexpr double kMinMethodProbability = 1e-3;

}  // namespace

// The search for one target by one method.
struct CountingRanker::Query {
  const Target& target;
  const MaterialPool& pool;
  const CountingLimits& limits;
  ElementSet elements;  // of the target
  ElementSet sources;   // those that need a precursor
  AnionContext context = 0;
  Method method = Method::kSolidState;
};

struct CountingRanker::Candidates {
  std::vector<BeamCandidate> list;
  bool known = false;      // some precursor of the element is known (in the stock, where there is one)
  bool forbidden = false;  // precursors were left out because the constraints forbid them
  bool cut = false;        // precursors were left out because of candidates_per_element
};

CountingRanker::CountingRanker(std::shared_ptr<const Counts> counts, TargetElements elements,
                               std::vector<CountingLimits> levels)
    : counts_(std::move(counts)), tables_(counts_->tables), elements_(elements), levels_(std::move(levels)) {}

bool CountingRanker::out_of_domain(const Target& target) const { return !(tables_.least_seen(target, elements_) > 0); }

class CountingRanker::Constrained : public ConstrainedRanker {
 public:
  Constrained(const CountingRanker& ranker, const Constraints& constraints)
      : ranker_(ranker), pool_(ranker.counts_->vocabulary, constraints) {}

  std::size_t levels() const override { return ranker_.levels_.size(); }

  std::vector<RankedSets> rank(std::span<const Target* const> targets, std::size_t level) const override {
    std::vector<RankedSets> results;
    results.reserve(targets.size());
    for (const Target* target : targets) results.push_back(ranker_.rank_one(*target, pool_, ranker_.levels_.at(level)));
    return results;
  }

 private:
  const CountingRanker& ranker_;
  MaterialPool pool_;
};

std::unique_ptr<ConstrainedRanker> CountingRanker::under(const Constraints& constraints) const {
  return std::make_unique<Constrained>(*this, constraints);
}

RankedSets CountingRanker::rank_one(const Target& target, const MaterialPool& pool,
                                    const CountingLimits& limits) const {
  Query query{target, pool, limits, target_elements(target, elements_), {}};
  query.sources = source_elements(query.elements);
  query.context = anion_context(query.elements);
  RankedSets ranked;
  ranked.complete = true;
  ranked.message = refusal(target, query.elements, pool, tables_);
  if (!ranked.message.empty()) return ranked;
  auto probabilities = tables_.method_probabilities(query.context, query.sources);
  if (const auto asked = pool.constraints().method) {
    probabilities.fill(0.0);
    probabilities[static_cast<std::size_t>(*asked)] = 1.0;
  }
  MethodMixture mixture;
  for (std::size_t m = 0; m < kMethodCount; ++m) {
    if (probabilities[m] < kMinMethodProbability) continue;
    query.method = static_cast<Method>(m);
    BeamResult found = sets_by_method(query, ranked.message);
    ranked.complete = ranked.complete && !found.cut;
    mixture.add(query.method, std::log(probabilities[m]), std::move(found));
  }
  ranked.sets = mixture.scored(pool);
  if (!ranked.sets.empty()) ranked.message.clear();
  return ranked;
}

BeamResult CountingRanker::sets_by_method(const Query& query, std::string& message) const {
  const MaterialPool& pool = query.pool;
  BeamProblem problem{
      pool.seeds(), pool.seed_elements(), pool.constraints().required_elements, {}, query.limits.beam_width};
  std::vector<Element> order;
  for (std::size_t e = 1; e <= kElementCount; ++e) {
    if (query.sources.test(e)) order.push_back(static_cast<Element>(e));
  }
  std::sort(order.begin(), order.end(), [&](Element a, Element b) {
    const double x = tables_.target_weight(query.method, a);
    const double y = tables_.target_weight(query.method, b);
    return x != y ? x < y : symbol(a) < symbol(b);
  });
  bool cut = false;
  for (const Element element : order) {
    Candidates found = candidates_for(query, element);
    cut = cut || found.cut;
    if (found.list.empty() && !pool.seed_elements().test(atomic_number(element))) {
      message = no_precursor(query.target, element, {found.known, found.forbidden}, pool);
      return {};
    }
    problem.steps.push_back({element, std::move(found.list)});
  }
  BeamResult result = search_sets(problem);
  if (result.sets.empty()) {
    message = "no set of known precursors holds the required " + element_list(problem.required);
  }
  result.cut = result.cut || cut;
  return result;
}

CountingRanker::Candidates CountingRanker::candidates_for(const Query& query, Element element) const {
  Candidates found;
  if (query.pool.has_stock())
    score_stock(query, element, found);
  else
    score_known(query, element, found);
  const auto better = [](const BeamCandidate& a, const BeamCandidate& b) {
    return a.log_probability != b.log_probability ? a.log_probability > b.log_probability : a.material < b.material;
  };
  const std::size_t limit = query.limits.candidates_per_element;
  if (found.list.size() > limit) {
    std::nth_element(found.list.begin(), found.list.begin() + static_cast<std::ptrdiff_t>(limit), found.list.end(),
                     better);
    found.list.resize(limit);
    found.cut = true;
  }
  std::sort(found.list.begin(), found.list.end(), better);
  for (BeamCandidate& candidate : found.list) candidate.log_probability = std::log(candidate.log_probability);
  return found;
}

// Writes probabilities into BeamCandidate::log_probability: candidates_for takes the logarithms of the few candidates
// that it keeps.
void CountingRanker::score_known(const Query& query, Element element, Candidates& found) const {
  const auto share = tables_.share(query.method, element);
  const auto counts = tables_.counts(query.method, query.context, element);
  const ElementSet usable = query.sources | ambient_elements() | query.pool.constraints().required_elements;
  const double norm = 1.0 / (counts.total + kContextBackOff);
  found.known = !share.materials.empty();
  std::size_t c = 0;
  for (std::size_t i = 0; i < share.materials.size(); ++i) {
    const std::uint32_t id = share.materials[i];
    while (c < counts.materials.size() && counts.materials[c] < id) ++c;
    const ElementSet& elements = query.pool.material(id).elements;
    if ((elements & ~usable).any()) continue;
    if (!query.pool.allowed(id)) {
      found.forbidden = true;
      continue;
    }
    const bool counted = c < counts.materials.size() && counts.materials[c] == id;
    const double weight = counted ? static_cast<double>(counts.weights[c]) : 0.0;
    found.list.push_back({id, (weight + kContextBackOff * share.probabilities[i]) * norm, elements});
  }
}

void CountingRanker::score_stock(const Query& query, Element element, Candidates& found) const {
  const auto share = tables_.share(query.method, element);
  const auto counts = tables_.counts(query.method, query.context, element);
  const ElementSet usable = query.sources | ambient_elements() | query.pool.constraints().required_elements;
  const double unseen = kUnseenWeight / (tables_.precursor_weight(element) + kUnseenWeight);
  const auto position = [](std::span<const std::uint32_t> ids, std::uint32_t id) {
    const auto at = std::lower_bound(ids.begin(), ids.end(), id);
    return at != ids.end() && *at == id ? at - ids.begin() : std::ptrdiff_t{-1};
  };
  for (const std::uint32_t id : query.pool.stock_of(element)) {
    found.known = true;
    const ElementSet& elements = query.pool.material(id).elements;
    const ElementSet foreign = elements & ~usable;
    if ((foreign & ~gas_elements()).any()) continue;
    const std::ptrdiff_t in_share = position(share.materials, id);
    const std::ptrdiff_t in_counts = position(counts.materials, id);
    const double base = in_share < 0 ? unseen : share.probabilities[static_cast<std::size_t>(in_share)];
    const double weight =
        in_counts < 0 ? 0.0 : static_cast<double>(counts.weights[static_cast<std::size_t>(in_counts)]);
    const double score = (weight + kContextBackOff * base) / (counts.total + kContextBackOff);
    found.list.push_back({id, foreign.any() ? kLeavingPenalty * score : score, elements});
  }
}

}  // namespace matroute
