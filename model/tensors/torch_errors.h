// Exceptions of libtorch and of the allocator as errors of ours: neither leaves the rooms that compute.
#pragma once

#include <string_view>

namespace matroute {

// For a catch block: the exception at hand as an Error that says what was being done. Throws Error: resource where
// memory ran out, internal for any other fault of libtorch; an Error, and what is not libtorch's, as it is.
[[noreturn]] void throw_as_error(std::string_view doing);

// What f returns. doing: "the search", for messages.
template <class Function>
decltype(auto) with_torch_errors(std::string_view doing, const Function& f) {
  try {
    return f();
  } catch (...) {
    throw_as_error(doing);
  }
}

}  // namespace matroute
