// Want of memory as an Error of kind resource: for the edge of a room whose callers expect nothing but Error.
#pragma once

#include <new>
#include <stdexcept>
#include <string>

#include "base/error.h"

namespace matroute {

// Calls the action and gives what it returns. `where` begins the message: a file, or what was being done.
template <class Action>
decltype(auto) with_memory_as_error(const std::string& where, const Action& action) {
  try {
    return action();
  } catch (const std::bad_alloc&) {
    throw Error(ErrorKind::kResource, where + ": there is not enough memory");
  } catch (const std::length_error&) {  // what the containers throw for a size beyond all memory
    throw Error(ErrorKind::kResource, where + ": there is not enough memory");
  }
}

}  // namespace matroute
