// The body of a formula: parts, brackets, elements and subscripts, read in one pass without recursion.
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "chem/formula_reader.h"

namespace matroute {
namespace {

constexpr std::size_t kMaxBrackets = 64;

// One open bracket, or the whole body.
struct Frame {
  Composition composition;
  Rational multiplier = 1;              // of the part that is being read
  std::string_view leading_multiplier;  // of the first part, as written; decides what "-x" means
  std::size_t open = 0;                 // byte of the bracket
  char bracket = '\0';
  bool first_part = true;
  bool part_is_empty = true;
};

char closing_of(char opening) { return opening == '(' ? ')' : opening == '[' ? ']' : '}'; }

class BodyReader {
 public:
  explicit BodyReader(FormulaCursor& cursor) : cursor_(cursor) { frames_.emplace_back(); }

  void read() {
    start_part();
    while (!cursor_.done()) read_item();
    finish_part();
    if (frames_.size() > 1) {
      cursor_.fail(fmt::format("this '{}' is not closed; expected '{}'", frames_.back().bracket,
                               closing_of(frames_.back().bracket)),
                   frames_.back().open);
    }
    cursor_.formula.composition = std::move(frames_.back().composition);
  }

 private:
  void read_item() {
    const char c = cursor_.peek();
    if (read_ligand() || read_water_group()) return;
    if (is_upper(c)) {
      read_element();
    } else if (is_opening(c)) {
      open_bracket();
    } else if (is_closing(c)) {
      close_bracket();
    } else if (c == kJoiner) {
      next_part();
    } else if (c == '-') {
      next_part_after_minus();
    } else {
      fail_at(c);
    }
  }

  void start_part() {
    Frame& frame = frames_.back();
    frame.part_is_empty = true;
    frame.multiplier = 1;
    if (read_unstated_water() || read_ligand()) return;
    const std::size_t start = cursor_.at;
    const Amount multiplier = read_multiplier(cursor_);
    frame.multiplier = multiplier.value;
    if (frame.first_part && multiplier.stated)
      frame.leading_multiplier = cursor_.text().substr(start, cursor_.at - start);
    if (!frame.first_part || multiplier.stated) read_water();
  }

  // "xH2O", "nH2O", "(H2O)n" and "(H2O)x" behind a joiner, where the variable has no value.
  bool read_unstated_water() {
    return !frames_.back().first_part && (take_unstated_water("?H2O") || take_unstated_water("(H2O)?"));
  }

  // "VOPO4(H2O)n": the same without a joiner.
  bool read_water_group() { return !frames_.back().part_is_empty && take_unstated_water("(H2O)?"); }

  // Takes the text of `form`, with a variable that has no value in the place of '?', if the cursor stands on it and a
  // part of the formula ends with it. False where it takes nothing.
  bool take_unstated_water(std::string_view form) {
    const std::string_view rest = cursor_.text().substr(cursor_.at);
    if (rest.size() < form.size() || !ends_part(cursor_.at + form.size())) return false;
    const std::size_t place = form.find('?');
    const char letter = rest[place];
    if (!is_variable(letter) || has_value(letter)) return false;
    if (rest.substr(0, place) != form.substr(0, place)) return false;
    if (rest.substr(place + 1, form.size() - place - 1) != form.substr(place + 1)) return false;
    add_annotation("hydrate", cursor_.at, form.size());
    cursor_.formula.unstated_water = true;
    cursor_.formula.warnings.emplace_back("hydrate water without a number counts 0");
    cursor_.at += form.size();
    frames_.back().part_is_empty = false;
    return true;
  }

  // Hydrate water: a part that is H2O alone, "5H2O", "(H2O)5". The first part of a formula is never hydrate water.
  void read_water() {
    Frame& frame = frames_.back();
    if (frame.first_part) return;
    const std::string_view text = cursor_.text();
    const std::size_t start = cursor_.at;
    const bool bracket = is_opening(cursor_.peek());
    const std::size_t water = start + (bracket ? 1 : 0);
    if (text.substr(water, 3) != "H2O" && text.substr(water, 3) != "D2O") return;
    std::size_t end = water + 3;
    if (bracket && (end >= text.size() || !is_closing(text[end++]))) return;
    FormulaCursor ahead = cursor_;
    ahead.at = end;
    Amount amount;
    if (bracket) amount = read_subscript(ahead, frame.leading_multiplier);
    if (!ends_part(ahead.at)) return;
    cursor_.at = ahead.at;
    const Rational water_amount = frame.multiplier * amount.value;
    frame.composition.add(Element::H, water_amount * Rational(2));
    frame.composition.add(Element::O, water_amount);
    frame.part_is_empty = false;
    if (text[water] == 'D') add_annotation("isotope", water, 1);
    // Inside a bracket the water belongs to what the bracket multiplies, and is ordinary composition.
    if (frames_.size() == 1) cursor_.formula.hydrate_water += water_amount;
  }

  bool ends_part(std::size_t byte) const {
    const std::string_view text = cursor_.text();
    return byte >= text.size() || text[byte] == kJoiner || is_closing(text[byte]) || text[byte] == '-';
  }

  bool has_value(char letter) const {
    return std::ranges::find(cursor_.variables, variable_name(letter), &Variables::value_type::first) !=
           cursor_.variables.end();
  }

  // "(OAc)", "(acac)" written in a bracket of its own.
  bool read_ligand() {
    std::size_t length = 0;
    const Composition ligand = abbreviated_ligand(cursor_.text(), cursor_.at, length);
    if (length == 0) return false;
    add_annotation("ligand", cursor_.at, length);
    cursor_.at += length;
    add_with_subscript(ligand);
    return true;
  }

  void read_element() {
    const Element element = read_symbol();
    read_oxidation_state();
    const Amount amount = read_subscript(cursor_, frames_.back().leading_multiplier);
    Frame& frame = frames_.back();
    frame.composition.add(element, amount.value * frame.multiplier);
    frame.part_is_empty = false;
  }

  void add_with_subscript(const Composition& group) {
    const Amount amount = read_subscript(cursor_, frames_.back().leading_multiplier);
    Frame& frame = frames_.back();
    frame.composition.add(group, amount.value * frame.multiplier);
    frame.part_is_empty = false;
  }

  Element read_symbol() {
    const std::string_view text = cursor_.text();
    const std::size_t start = cursor_.at;
    const auto two = element_from_symbol(text.substr(start, 2));
    const auto one = element_from_symbol(text.substr(start, 1));
    if (two && text.substr(start, 2).size() == 2) {
      warn_of_rare(*two, text.substr(start, 2));
      cursor_.at += 2;
      return *two;
    }
    if (one) {
      cursor_.at += 1;
      return *one;
    }
    if (text[start] == 'D' || text[start] == 'T') {
      add_annotation("isotope", start, 1);
      cursor_.at += 1;
      return Element::H;
    }
    const bool lower_follows = start + 1 < text.size() && text[start + 1] >= 'a' && text[start + 1] <= 'z';
    cursor_.fail(fmt::format("there is no element '{}'", text.substr(start, lower_follows ? 2 : 1)), start);
  }

  // Po and No are far more often a slip for phosphate and nitrate than polonium and nobelium.
  void warn_of_rare(Element element, std::string_view text) {
    if (element == Element::Po) cursor_.formula.warnings.emplace_back("Po was read as polonium; phosphate is PO4");
    if (element == Element::No) cursor_.formula.warnings.emplace_back("No was read as nobelium; nitrate is NO3");
    if (element == Element::Np || element == Element::Cn) {
      cursor_.formula.warnings.push_back(fmt::format("{} was read as the element", text));
    }
  }

  void open_bracket() {
    const std::string_view text = cursor_.text();
    const std::size_t start = cursor_.at;
    if (is_arithmetic_bracket(text, start))
      cursor_.fail("a number in brackets stands where an element was expected", start);
    if (frames_.size() > kMaxBrackets)
      cursor_.fail(fmt::format("more than {} brackets inside one another", kMaxBrackets), start);
    if (read_oxidation_state()) return;
    if (const std::size_t comma = text.find(',', start); comma < text.find(closing_of(text[start]), start)) {
      cursor_.fail(
          "a ',' between elements leaves their ratio open; give every element an amount, as in (Ba0.5Sr0.5)TiO3",
          comma);
    }
    Frame frame;
    frame.open = start;
    frame.bracket = text[start];
    frames_.push_back(std::move(frame));
    ++cursor_.at;
    start_part();
  }

  // "(II)", "(IV)": an oxidation state, since two iodine atoms are never written so.
  bool read_oxidation_state() {
    const std::string_view rest = cursor_.text().substr(cursor_.at);
    for (const std::string_view roman : {"(II)", "(III)", "(IV)", "(VI)", "(VII)", "(VIII)"}) {
      if (!rest.starts_with(roman)) continue;
      add_annotation("oxidation state", cursor_.at, roman.size());
      cursor_.formula.warnings.push_back(fmt::format("{} was read as an oxidation state", roman));
      cursor_.at += roman.size();
      return true;
    }
    return false;
  }

  void close_bracket() {
    const char c = cursor_.peek();
    if (frames_.size() == 1) cursor_.fail(fmt::format("this '{}' was never opened", c), cursor_.at);
    if (c != closing_of(frames_.back().bracket)) {
      cursor_.fail(fmt::format("expected '{}', found '{}'", closing_of(frames_.back().bracket), c), cursor_.at);
    }
    finish_part();
    const Composition group = std::move(frames_.back().composition);
    frames_.pop_back();
    ++cursor_.at;
    add_with_subscript(group);
  }

  void finish_part() {
    if (!frames_.back().part_is_empty) return;
    const bool whole = frames_.size() == 1 && frames_.back().first_part;
    cursor_.fail(
        cursor_.done() && !whole ? "the formula ends where an element was expected" : "expected an element here",
        cursor_.at);
  }

  void next_part() {
    finish_part();
    ++cursor_.at;
    frames_.back().first_part = false;
    start_part();
  }

  void next_part_after_minus() {
    Frame& frame = frames_.back();
    if (frame.part_is_empty) cursor_.fail("unexpected '-'", cursor_.at);
    const char next = cursor_.peek(1);
    if (!is_upper(next) && !is_opening(next) && !is_digit(next) && next != '.' && !is_variable(next)) {
      cursor_.fail("after '-' a number or another compound was expected", cursor_.at);
    }
    if (frame.leading_multiplier.empty()) {
      cursor_.formula.warnings.emplace_back("the '-' was read as a joint between two compounds");
    }
    next_part();
  }

  [[noreturn]] void fail_at(char c) const {
    if (c == '+') cursor_.fail("unexpected '+'; expected one compound, not a mixture", cursor_.at);
    if (c == '.') cursor_.fail("unexpected '.'; between parts write ·", cursor_.at);
    if (c == ',') cursor_.fail("unexpected ','; expected one formula, with a point for decimals", cursor_.at);
    if (is_digit(c) || is_variable(c)) cursor_.fail("expected an element here", cursor_.at);
    const std::string_view given = cursor_.formula.text;
    if (static_cast<unsigned char>(c) >= 0x80)
      cursor_.fail(fmt::format("a sign in '{}' has no meaning here", given.substr(0, 40)), cursor_.at);
    cursor_.fail(fmt::format("unexpected '{}'", c), cursor_.at);
  }

  void add_annotation(std::string kind, std::size_t start, std::size_t length) {
    cursor_.formula.annotations.push_back({std::move(kind), spelled(cursor_.text().substr(start, length))});
  }

  FormulaCursor& cursor_;
  std::vector<Frame> frames_;
};

}  // namespace

void read_body(FormulaCursor& cursor) {
  if (cursor.done()) cursor.fail("expected a formula, found nothing", cursor.at);
  BodyReader(cursor).read();
}

}  // namespace matroute
