// Finds the groups of the species table in the text of a formula.
#include "chem/ligand.h"

#include <algorithm>
#include <functional>
#include <unordered_map>

#include "chem/formula_text.h"

namespace matroute {
namespace {

constexpr std::size_t kMaxDepth = 16;

struct Group {
  std::string_view text;
  const Species* species;
  bool bracketed_only;
};

// Sorted so that the longest group comes first; of equal texts the one that stands first in the table.
const std::vector<Group>& groups() {
  static const std::vector<Group> table = [] {
    std::vector<Group> all;
    for (const Species& species : species_table()) {
      for (std::string_view text : species.groups) {
        const bool bracketed = text.front() == '(' && past_closing(text, 0) == text.size();
        if (bracketed) text = text.substr(1, text.size() - 2);
        all.push_back({text, &species, bracketed});
      }
    }
    std::ranges::stable_sort(all, std::ranges::greater{}, [](const Group& g) { return g.text.size(); });
    return all;
  }();
  return table;
}

const Species* species_written(std::string_view text) {
  static const auto by_text = [] {
    std::unordered_map<std::string_view, const Species*> index;
    for (const Group& group : groups()) index.emplace(group.text, group.species);
    return index;
  }();
  const auto it = by_text.find(text);
  return it == by_text.end() ? nullptr : it->second;
}

// The longest ion that text opens with, unless the character behind it belongs to its last element.
const Group* ion_at(std::string_view text) {
  for (const Group& group : groups()) {
    if (group.bracketed_only || group.species->charge == 0 || !text.starts_with(group.text)) continue;
    const char next = text.size() == group.text.size() ? ' ' : text[group.text.size()];
    const bool ends_in_bracket = group.text.ends_with(')');
    if (!is_digit(next) && next != '.' && (ends_in_bracket || !is_variable(next))) return &group;
  }
  return nullptr;
}

// Reads a text from left to right and adds up the groups in it.
class Reader {
 public:
  explicit Reader(std::vector<Ligand>& found) : found_(found) {}

  // text has no joiners; its groups count `factor` times.
  void read(std::string_view text, const Rational& factor, std::size_t depth = 0) {
    while (!text.empty()) {
      if (const Group* group = ion_at(text)) {
        add(*group->species, factor);
        text.remove_prefix(group->text.size());
      } else if (is_opening(text.front())) {
        read_bracket(text, factor, depth);
      } else {
        text.remove_prefix(1);
        while (!text.empty() && !is_opening(text.front()) && !is_upper(text.front())) text.remove_prefix(1);
      }
    }
  }

  void add(const Species& species, const Rational& count) {
    const auto it = std::ranges::find(found_, &species, &Ligand::species);
    if (it == found_.end()) {
      found_.push_back({&species, count});
    } else {
      it->count += count;
    }
  }

 private:
  // Takes a bracket with the number behind it off the front of text.
  void read_bracket(std::string_view& text, const Rational& factor, std::size_t depth) {
    const std::size_t end = past_closing(text, 0);
    if (end == std::string_view::npos) {
      text.remove_prefix(1);
      return;
    }
    const std::string_view inside = text.substr(1, end - 2);
    text.remove_prefix(end);
    const std::size_t digits = std::min(text.find_first_not_of("0123456789./"), text.size());
    const Rational count = digits == 0 ? Rational(1) : parse_rational(text.substr(0, digits)).value_or(Rational(0));
    text.remove_prefix(digits);
    if (count.sign() == 0) return;
    if (const Species* species = species_written(inside)) {
      add(*species, factor * count);
    } else if (depth < kMaxDepth) {
      read(inside, factor * count, depth + 1);
    }
  }

  std::vector<Ligand>& found_;
};

// One part of a joined formula, with the multiplier in front of it.
void read_part(std::string_view part, Reader& reader) {
  const std::size_t digits = std::min(part.find_first_not_of("0123456789./"), part.size());
  const Rational multiplier = digits == 0 ? Rational(1) : parse_rational(part.substr(0, digits)).value_or(Rational(0));
  part.remove_prefix(digits);
  if (multiplier.sign() == 0) return;
  if (const Species* species = species_written(part)) {
    reader.add(*species, multiplier);
  } else {
    reader.read(part, multiplier);
  }
}

}  // namespace

std::vector<Ligand> ligands_of(std::string_view formula_text) {
  std::vector<Ligand> found;
  if (formula_text.size() > kMaxFormulaBytes) return found;
  try {
    const FoldedText folded = fold_formula_text(formula_text);
    std::string_view rest = folded.text;
    Reader reader(found);
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(kJoiner), rest.size());
      read_part(rest.substr(0, end), reader);
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  } catch (const FormulaFailure&) {
    return {};  // no formula, no ligands
  } catch (const RationalOverflow&) {
    return {};
  }
  return found;
}

}  // namespace matroute
