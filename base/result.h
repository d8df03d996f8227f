// A value or the reason why there is none: bad records are data, not exceptions.
#pragma once

#include <utility>
#include <variant>

#include "base/error.h"

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

  // Throws Error (internal) unless ok().
  T& value() & { return *checked(std::get_if<0>(&content_)); }
  const T& value() const& { return *checked(std::get_if<0>(&content_)); }
  T&& value() && { return std::move(*checked(std::get_if<0>(&content_))); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  const T& operator*() const& { return value(); }

  // Throws Error (internal) if ok().
  const E& error() const { return *checked(std::get_if<1>(&content_)); }

 private:
  template <class Content>
  static Content* checked(Content* content) {
    if (content == nullptr) throw Error(ErrorKind::kInternal, "a result was asked for what it does not hold");
    return content;
  }

  std::variant<T, E> content_;
};

}  // namespace matroute
