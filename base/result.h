// A value or the reason why there is none: bad records are data, not exceptions.
#pragma once

#include <utility>
#include <variant>

namespace matroute {

template <class T, class E>
class Result {
 public:
  // NOLINTBEGIN(google-explicit-constructor): a function returns a value or an error as they are
  Result(T value) : content_(std::in_place_index<0>, std::move(value)) {}
  Result(E error) : content_(std::in_place_index<1>, std::move(error)) {}
  // NOLINTEND(google-explicit-constructor)

  bool ok() const { return content_.index() == 0; }
  explicit operator bool() const { return ok(); }

  // Undefined unless ok().
  T& value() & { return *std::get_if<0>(&content_); }
  const T& value() const& { return *std::get_if<0>(&content_); }
  T&& value() && { return std::move(*std::get_if<0>(&content_)); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  const T& operator*() const& { return value(); }

  // Undefined if ok().
  const E& error() const { return *std::get_if<1>(&content_); }

 private:
  std::variant<T, E> content_;
};

}  // namespace matroute
