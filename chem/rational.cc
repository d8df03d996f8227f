// Exact rational arithmetic: 128-bit intermediates, reduced and checked to fit.
#include "chem/rational.h"

#include <fmt/format.h>

#include <limits>
#include <numeric>

namespace matroute {
namespace {

__extension__ typedef __int128 Wide;

Wide gcd_of(Wide a, Wide b) {
  if (a < 0) a = -a;
  if (b < 0) b = -b;
  while (b != 0) {
    // Most operands are small: leave 128-bit division as soon as both halves fit.
    if (a <= std::numeric_limits<std::int64_t>::max() && b <= std::numeric_limits<std::int64_t>::max()) {
      return std::gcd(static_cast<std::int64_t>(a), static_cast<std::int64_t>(b));
    }
    const Wide rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

std::int64_t narrow(Wide value) {
  // The lowest int64 is left out so that negation never overflows.
  if (value > std::numeric_limits<std::int64_t>::max() || value < -std::numeric_limits<std::int64_t>::max()) {
    throw RationalOverflow();
  }
  return static_cast<std::int64_t>(value);
}

struct Reduced {
  std::int64_t num;
  std::int64_t den;
};

Reduced reduce(Wide num, Wide den) {
  if (den == 0) throw RationalOverflow();
  if (den < 0) {
    num = -num;
    den = -den;
  }
  constexpr Wide kSmall = std::numeric_limits<std::int64_t>::max();
  if (num <= kSmall && num >= -kSmall && den <= kSmall) {  // nearly always: 128-bit division is slow
    const auto n = static_cast<std::int64_t>(num);
    const auto d = static_cast<std::int64_t>(den);
    const std::int64_t small_divisor = std::gcd(n, d);
    return {n / small_divisor, d / small_divisor};
  }
  const Wide divisor = gcd_of(num, den);
  return {narrow(num / divisor), narrow(den / divisor)};
}

// The digits of text as an integer; empty where there are none, other characters among them, or too many.
std::optional<std::int64_t> parse_digits(std::string_view text) {
  if (text.empty()) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    if (__builtin_mul_overflow(value, 10, &value) || __builtin_add_overflow(value, c - '0', &value)) {
      return std::nullopt;
    }
  }
  return value;
}

}  // namespace

Rational::Rational(std::int64_t numerator, std::int64_t denominator) {
  const Reduced r = reduce(numerator, denominator);
  num_ = r.num;
  den_ = r.den;
}

Rational Rational::sum_of(const Rational& a, const Rational& b, int sign) {
  Rational sum;
  if (b.num_ == 0) return a;
  if (a.num_ == 0) {
    sum.num_ = narrow(sign * Wide{b.num_});
    sum.den_ = b.den_;
    return sum;
  }
  // Both products are below 2^126, so that the sum of the two fits.
  const Reduced r = a.den_ == b.den_
                        ? reduce(Wide{a.num_} + sign * Wide{b.num_}, a.den_)
                        : reduce(Wide{a.num_} * b.den_ + sign * (Wide{b.num_} * a.den_), Wide{a.den_} * b.den_);
  sum.num_ = r.num;
  sum.den_ = r.den;
  return sum;
}

Rational Rational::product_of(std::int64_t an, std::int64_t ad, std::int64_t bn, std::int64_t bd) {
  Rational product;
  if (bn == bd) {
    product.num_ = an;
    product.den_ = ad;
    return product;
  }
  const Reduced r = reduce(Wide{an} * bn, Wide{ad} * bd);
  product.num_ = r.num;
  product.den_ = r.den;
  return product;
}

std::strong_ordering operator<=>(const Rational& a, const Rational& b) {
  const Wide left = Wide{a.num_} * b.den_;
  const Wide right = Wide{b.num_} * a.den_;
  return left < right   ? std::strong_ordering::less
         : right < left ? std::strong_ordering::greater
                        : std::strong_ordering::equal;
}

std::string to_fraction_text(const Rational& value) {
  if (value.is_integer()) return fmt::format("{}", value.numerator());
  return fmt::format("{}/{}", value.numerator(), value.denominator());
}

std::string to_subscript_text(const Rational& value) {
  constexpr int kMaxDigits = 12;
  if (value.is_integer()) return fmt::format("{}", value.numerator());
  std::int64_t scale = 1;
  for (int digits = 1; digits <= kMaxDigits; ++digits) {
    scale *= 10;
    if (scale % value.denominator() != 0) continue;
    std::int64_t scaled = 0;
    if (__builtin_mul_overflow(value.numerator(), scale / value.denominator(), &scaled)) break;
    const std::int64_t size = scaled < 0 ? -scaled : scaled;
    return fmt::format("{}{}.{:0{}}", scaled < 0 ? "-" : "", size / scale, size % scale, digits);
  }
  return to_fraction_text(value);
}

std::optional<Rational> parse_rational(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  Rational value;
  try {
    if (const auto slash = text.find('/'); slash != std::string_view::npos) {
      const auto num = parse_digits(text.substr(0, slash));
      const auto den = parse_digits(text.substr(slash + 1));
      if (!num || !den || *den == 0) return std::nullopt;
      value = Rational(*num, *den);
    } else {
      const auto point = text.find('.');
      const std::string_view whole = text.substr(0, point);
      std::string_view decimals = point == std::string_view::npos ? "" : text.substr(point + 1);
      while (decimals.ends_with('0')) decimals.remove_suffix(1);
      if (whole.empty() && (point == std::string_view::npos || text.size() == 1)) return std::nullopt;
      constexpr std::size_t kMaxDecimals = 18;
      if (decimals.size() > kMaxDecimals) return std::nullopt;
      const auto integer = whole.empty() ? 0 : parse_digits(whole);
      const auto fraction = decimals.empty() ? 0 : parse_digits(decimals);
      if (!integer || !fraction) return std::nullopt;
      std::int64_t scale = 1;
      for (std::size_t i = 0; i < decimals.size(); ++i) scale *= 10;
      value = Rational(*integer) + Rational(*fraction, scale);
    }
    return negative ? -value : value;
  } catch (const RationalOverflow&) {
    return std::nullopt;
  }
}

}  // namespace matroute
