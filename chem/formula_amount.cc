// Numbers, variables and arithmetic in the subscripts and multipliers of formulas.
#include <fmt/format.h>

#include <algorithm>

#include "chem/formula_reader.h"

namespace matroute {
namespace {

constexpr std::size_t kMaxArithmeticDepth = 16;

// The number under the cursor as text, "0.9" or "1/3"; nothing is consumed.
std::string_view number_text(const FormulaCursor& cursor) {
  const std::string_view text = cursor.text();
  std::size_t end = cursor.at;
  while (end < text.size() && (is_digit(text[end]) || text[end] == '.')) ++end;
  if (end + 1 < text.size() && text[end] == '/' && is_digit(text[end + 1])) {
    ++end;
    while (end < text.size() && is_digit(text[end])) ++end;
  }
  return text.substr(cursor.at, end - cursor.at);
}

// Whether a compound may start here: an element or a bracket that holds one.
bool starts_compound(const FormulaCursor& cursor, std::size_t byte) {
  const std::string_view text = cursor.text();
  if (byte >= text.size()) return false;
  return is_upper(text[byte]) || (is_opening(text[byte]) && !is_arithmetic_bracket(text, byte));
}

bool starts_factor(const FormulaCursor& cursor) {
  const char c = cursor.peek();
  return is_digit(c) || (c == '.' && is_digit(cursor.peek(1))) || is_variable(c) ||
         is_arithmetic_bracket(cursor.text(), cursor.at);
}

Rational read_factor(FormulaCursor& cursor, Amount& amount, std::size_t depth);

// Factors in a row, "2x" or "3z/2"; a variable directly behind a variable is a word, not a product.
Rational read_term(FormulaCursor& cursor, Amount& amount, std::size_t depth) {
  bool after_variable = is_variable(cursor.peek());
  Rational value = read_factor(cursor, amount, depth);
  for (;;) {
    const bool division =
        cursor.peek() == '/' && (is_digit(cursor.peek(1)) || is_variable(cursor.peek(1)) || cursor.peek(1) == '(');
    if (division) ++cursor.at;
    if (!starts_factor(cursor)) return value;
    if (after_variable && !division && !is_arithmetic_bracket(cursor.text(), cursor.at)) {
      cursor.fail("this is neither an element nor a number", cursor.at - 1);
    }
    after_variable = is_variable(cursor.peek());
    const std::size_t place = cursor.at;
    const Rational factor = read_factor(cursor, amount, depth);
    if (division && factor.sign() == 0) cursor.fail("a division by 0", place);
    value = division ? value / factor : value * factor;
  }
}

// Terms with + and -, up to the first byte that is no arithmetic; for the inside of a bracket.
Rational read_sum(FormulaCursor& cursor, Amount& amount, std::size_t depth) {
  Rational value = 0;
  bool negative = false;
  if (cursor.peek() == '-' || cursor.peek() == '+') negative = cursor.folded.text[cursor.at++] == '-';
  for (;;) {
    if (!starts_factor(cursor)) cursor.fail("expected a number or a variable", cursor.at);
    const Rational term = read_term(cursor, amount, depth);
    value = negative ? value - term : value + term;
    if (cursor.peek() != '+' && cursor.peek() != '-') return value;
    negative = cursor.folded.text[cursor.at++] == '-';
  }
}

Rational read_bracket(FormulaCursor& cursor, Amount& amount, std::size_t depth) {
  const std::size_t open = cursor.at;
  if (depth >= kMaxArithmeticDepth)
    cursor.fail(fmt::format("more than {} brackets in a number", kMaxArithmeticDepth), open);
  ++cursor.at;
  const Rational value = read_sum(cursor, amount, depth + 1);
  if (cursor.peek() != ')') cursor.fail("expected ')' here", cursor.at);
  ++cursor.at;
  return value;
}

Rational read_factor(FormulaCursor& cursor, Amount& amount, std::size_t depth) {
  if (is_variable(cursor.peek())) {
    amount.has_variable = true;
    return read_variable(cursor);
  }
  if (cursor.peek() == '(') return read_bracket(cursor, amount, depth);
  return read_number(cursor);
}

// "-xZrx": the variable after the sign is the whole subscript of the element that follows, so the sign begins a
// substitution.
bool is_substitution(const FormulaCursor& cursor, std::size_t variable) {
  const std::string_view text = cursor.text();
  std::size_t next = variable + 1;
  if (next >= text.size() || !is_upper(text[next])) return false;
  ++next;
  if (next + 1 < text.size() && text[next] != text[variable] && text[next] >= 'a' && text[next] <= 'z') ++next;
  return next < text.size() && text[next] == text[variable];
}

// Whether the sign under the cursor continues the subscript rather than beginning a new part.
bool continues_subscript(const FormulaCursor& cursor, const Amount& so_far, std::string_view leading_multiplier) {
  const std::string_view text = cursor.text();
  const std::size_t next = cursor.at + 1;
  if (next >= text.size()) return false;
  const bool leading = !leading_multiplier.empty();
  const auto in_leading = [&](char variable) { return leading_multiplier.find(variable) != std::string_view::npos; };
  if (text[next] == kDelta && !in_leading(kDelta)) return true;
  if (is_variable(text[next])) {
    if (!leading || !starts_compound(cursor, next + 1)) return true;
    return !in_leading(text[next]) && is_substitution(cursor, next);
  }
  if (is_digit(text[next]) || text[next] == '.') {
    FormulaCursor ahead = cursor;
    ahead.at = next;
    const std::size_t past = next + number_text(ahead).size();
    if (past < text.size() && is_variable(text[past]))
      return !in_leading(text[past]) || !starts_compound(cursor, past + 1);
    if (is_arithmetic_bracket(text, past)) return !starts_compound(cursor, past_closing(text, past));
    return so_far.has_variable || !starts_compound(cursor, past);
  }
  if (is_arithmetic_bracket(text, next)) {
    return (so_far.has_variable && !leading) || !starts_compound(cursor, past_closing(text, next));
  }
  return false;
}

}  // namespace

void FormulaCursor::fail(std::string message, std::size_t byte) const {
  throw FormulaFailure{{std::move(message), folded.position(byte)}};
}

Rational read_number(FormulaCursor& cursor) {
  const std::string_view text = number_text(cursor);
  const auto value = parse_rational(text);
  if (!value) {
    const std::string_view shown = text.substr(0, 24);
    const std::size_t slash = text.find('/');
    const bool points = std::ranges::count(text, '.') > 1 || text == ".";
    if (points)
      cursor.fail(fmt::format("'{}' is no number; between parts write · instead of a point", shown), cursor.at);
    if (slash != std::string_view::npos && text.find('.') < slash)
      cursor.fail(fmt::format("'{}' is no number; a fraction has whole numbers, as in 1/3", shown), cursor.at);
    if (slash != std::string_view::npos && text.find_first_not_of('0', slash + 1) == std::string_view::npos)
      cursor.fail(fmt::format("'{}' is a division by 0", shown), cursor.at);
    cursor.fail(fmt::format("the number '{}' is too large or too long to be kept exactly", shown), cursor.at);
  }
  cursor.at += text.size();
  return *value;
}

Rational read_variable(FormulaCursor& cursor) {
  const std::size_t place = cursor.at;
  const char letter = cursor.folded.text[cursor.at++];
  const std::string name = variable_name(letter);
  const auto known = std::ranges::find(cursor.variables, name, &Variables::value_type::first);
  if (known != cursor.variables.end()) {
    auto& used = cursor.formula.variables;
    if (std::ranges::find(used, name) == used.end()) used.push_back(name);
    return known->second;
  }
  if (letter == kDelta) {
    const std::string warning = "δ has no value and counts 0";
    if (std::ranges::find(cursor.formula.warnings, warning) == cursor.formula.warnings.end()) {
      cursor.formula.warnings.push_back(warning);
    }
    return 0;
  }
  if (is_variable(cursor.peek()) && !is_greek(cursor.peek())) {
    cursor.fail(fmt::format("'{}{}' is neither an element nor a number; elements begin with a capital letter", letter,
                            cursor.peek()),
                place);
  }
  cursor.fail(fmt::format("the variable '{}' has no value; give one with --var {}=0.1", name, name), place);
}

Rational read_arithmetic_bracket(FormulaCursor& cursor) {
  Amount unused;
  return read_bracket(cursor, unused, 0);
}

Amount read_subscript(FormulaCursor& cursor, std::string_view leading_multiplier) {
  Amount amount;
  const bool plus_minus = cursor.peek() == kPlusMinus;
  if (!plus_minus && !starts_factor(cursor)) return amount;
  amount.stated = true;
  const std::size_t place = cursor.at;
  if (!plus_minus) amount.value = read_term(cursor, amount, 0);
  while (cursor.peek() == '+' || cursor.peek() == '-' || cursor.peek() == kPlusMinus) {
    const char sign = cursor.peek();
    if (sign == kPlusMinus && cursor.peek(1) != kDelta) cursor.fail("after ± only δ can stand", cursor.at);
    if (sign != kPlusMinus && !continues_subscript(cursor, amount, leading_multiplier)) break;
    ++cursor.at;
    const Rational term = read_term(cursor, amount, 0);
    amount.value = sign == '-' ? amount.value - term : amount.value + term;
  }
  if (amount.value.sign() < 0) {
    cursor.fail(fmt::format("the amount is negative: {}", to_fraction_text(amount.value)), place);
  }
  if (amount.value.sign() == 0 && cursor.peek() == ',' && is_digit(cursor.peek(1)))
    cursor.fail("unexpected ','; expected a point for decimals", cursor.at);
  if (amount.value.sign() == 0 && !amount.has_variable) cursor.fail("an amount of 0; leave the element out", place);
  return amount;
}

Amount read_multiplier(FormulaCursor& cursor) {
  Amount amount;
  if (!starts_factor(cursor)) return amount;
  amount.stated = true;
  const std::size_t place = cursor.at;
  amount.value = read_term(cursor, amount, 0);
  if (amount.value.sign() < 0)
    cursor.fail(fmt::format("the multiplier is negative: {}", to_fraction_text(amount.value)), place);
  if (amount.value.sign() == 0 && !amount.has_variable) cursor.fail("a multiplier of 0; leave the part out", place);
  return amount;
}

}  // namespace matroute
