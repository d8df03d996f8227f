// Mending of precursor names as text mining and typing leave them: only what has one possible meaning.
// Every kind is explained in docs/format_corpus.md.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace matroute {

enum class Mending : std::uint8_t {
  kSpace,         // "Co(NO3)2 6H2O", " TiO2": white space
  kJoiner,        // "Bi(NO3)3.5H2O", "Y(NO3)3··6H2O", "Mn(NO3)2-4H2O", "La(NO3)3x6H2O": the joiner of hydrate water
  kWater,         // "Al(NO3)3·(H2O)9", "Co(NO3)2·6H20": how the water is written
  kUnknownWater,  // "·nH2O", "·(H2O)n", "·(n)H2O": one spelling, ·xH2O
  kPurity,        // "La2O3(4N)", "Fe2O3(C.P.)": the grade
  kPunctuation,   // a full stop or comma at the end, "((Al2O3))"
  kSalt,          // "NaCO3", "Y(NO3)·6H2O", "Mn(NO3)7": a salt that does not exist, of a metal with one common charge
  kName,          // other names of a table of ours: "NH4-H2PO4", "Mn(ac)2"
};

inline constexpr std::array<std::string_view, 8> kMendingNames = {"space",  "joiner",      "water", "unknown water",
                                                                  "purity", "punctuation", "salt",  "name"};

using MendingCounts = std::array<std::uint64_t, kMendingNames.size()>;

// The text to parse; adds 1 to the count of every kind that changed it. Thread-safe.
std::string mend_precursor(std::string_view text, MendingCounts& counts);

// "O", "NO3", "O2O3": what is left of a name, and no substance that anyone can buy.
bool is_fragment(std::string_view text);

}  // namespace matroute
