// Exact balancing of target <- precursors, with the gases that a furnace takes up or gives off.
// The rules (which gases, at what cost, how ties are broken) are written out in docs/balancing.md.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "chem/composition_key.h"
#include "chem/formula.h"
#include "chem/synthesis.h"

namespace matroute {

struct ReactionComponent {
  std::string formula;  // as given for what the caller named, plain text for gases
  Role role = Role::kPrecursor;
  Rational coefficient;  // per formula unit of the target; 0 for a medium or a dopant without a stated amount
  // What it is, where a search knows that; a component that was read from a file has its text alone.
  CompositionKey key = {};
  double molar_mass_g_mol = 0.0;  // 0: not known
};

struct Reaction {
  std::vector<ReactionComponent>
      components;                      // precursors in the order given, then consumed, by-products, dopants, media
  std::size_t degrees_of_freedom = 0;  // 0: the coefficients are the only ones
  Rational oxygen_given_off;           // mol O2 per formula unit of the target; negative where it is taken up
  std::vector<std::string> warnings;
};

struct Imbalance {
  // one of the words "missing", "left over", "superfluous", "conflict", "overflow", "empty", "undecided" (too many
  // precursors to try every choice of gases), for counts
  std::string reason;
  std::string message;  // with the elements or precursors at fault
};

// Thread-safe. The target's formula unit has coefficient 1.
Result<Reaction, Imbalance> balance(const Formula& target, std::span<const Formula* const> precursors,
                                    AskedAtmosphere atmosphere = AskedAtmosphere::kUnstated);
Result<Reaction, Imbalance> balance(const Formula& target, std::span<const Formula> precursors,
                                    AskedAtmosphere atmosphere = AskedAtmosphere::kUnstated);

// balance() without the reason, which takes time to find: empty where the set does not balance.
std::optional<Reaction> balance_if_possible(const Formula& target, std::span<const Formula* const> precursors,
                                            AskedAtmosphere atmosphere = AskedAtmosphere::kUnstated);

// "BaCO3 + TiO2 -> BaTiO3 + CO2"; consumed gases stand on the left, media and dopants are left out.
std::string equation_text(const Formula& target, const Reaction& reaction);

}  // namespace matroute
