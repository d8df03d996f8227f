// Turns exceptions of libtorch and of the allocator into Error, so that they do not leave the rooms that compute.
#pragma once

#include <string_view>

namespace matroute {

// To be called in a catch block: throws the caught exception as an Error whose message begins with `doing`. Its kind is
// resource where memory ran out, and internal for any other fault of libtorch. Other exceptions, Error among them, are
// thrown unchanged.
[[noreturn]] void throw_as_error(std::string_view doing);

// Returns the result of f(). Throws as throw_as_error. doing: the work in words, for messages: "the search".
template <class Function>
decltype(auto) with_torch_errors(std::string_view doing, const Function& f) {
  try {
    return f();
  } catch (...) {
    throw_as_error(doing);
  }
}

}  // namespace matroute
