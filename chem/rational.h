// Exact rational numbers over int64, for the amounts of formulas and the coefficients of reactions.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"

namespace matroute {

// Thrown by every operation whose exact result does not fit in int64 / int64, and by a division by zero.
class RationalOverflow : public Error {
 public:
  RationalOverflow() : Error(ErrorKind::kInput, "a number is too large to be kept exactly") {}
};

// Always in lowest terms with a positive denominator.
class Rational {
 public:
  constexpr Rational() = default;
  constexpr Rational(std::int64_t integer) : num_(integer) {}  // NOLINT(google-explicit-constructor): 2 is a number
  // Throws RationalOverflow where denominator is 0.
  Rational(std::int64_t numerator, std::int64_t denominator);

  std::int64_t numerator() const { return num_; }
  std::int64_t denominator() const { return den_; }
  bool is_integer() const { return den_ == 1; }
  int sign() const { return (num_ > 0) - (num_ < 0); }
  double to_double() const { return static_cast<double>(num_) / static_cast<double>(den_); }

  Rational operator-() const { return Rational(0) - *this; }
  Rational& operator+=(const Rational& b) { return *this = *this + b; }
  Rational& operator-=(const Rational& b) { return *this = *this - b; }
  Rational& operator*=(const Rational& b) { return *this = *this * b; }
  Rational& operator/=(const Rational& b) { return *this = *this / b; }

  friend Rational operator+(const Rational& a, const Rational& b) {
    std::int64_t sum = 0;
    if (a.den_ == 1 && b.den_ == 1 && !__builtin_add_overflow(a.num_, b.num_, &sum)) return sum;
    return sum_of(a, b, 1);
  }
  friend Rational operator-(const Rational& a, const Rational& b) {
    std::int64_t difference = 0;
    if (a.den_ == 1 && b.den_ == 1 && !__builtin_sub_overflow(a.num_, b.num_, &difference)) return difference;
    return sum_of(a, b, -1);
  }
  friend Rational operator*(const Rational& a, const Rational& b) {
    std::int64_t product = 0;
    if (a.den_ == 1 && b.den_ == 1 && !__builtin_mul_overflow(a.num_, b.num_, &product)) return product;
    return product_of(a.num_, a.den_, b.num_, b.den_);
  }
  friend Rational operator/(const Rational& a, const Rational& b) { return product_of(a.num_, a.den_, b.den_, b.num_); }
  friend bool operator==(const Rational& a, const Rational& b) = default;
  friend std::strong_ordering operator<=>(const Rational& a, const Rational& b);

 private:
  // a + sign * b, and (an / ad) * (bn / bd), an / ad being in lowest terms.
  static Rational sum_of(const Rational& a, const Rational& b, int sign);
  static Rational product_of(std::int64_t an, std::int64_t ad, std::int64_t bn, std::int64_t bd);

  std::int64_t num_ = 0;
  std::int64_t den_ = 1;
};

// "3", "-3/2": numerator, and denominator where it is not 1.
std::string to_fraction_text(const Rational& value);

// "0.125" where that is exact in at most 12 digits, else "1/3": the way subscripts are printed.
std::string to_subscript_text(const Rational& value);

// Reads "3", "0.25", ".5", "5.", "1/3", "-2"; empty for anything else, overflow included.
std::optional<Rational> parse_rational(std::string_view text);

}  // namespace matroute
