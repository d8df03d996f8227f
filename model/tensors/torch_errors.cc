// Tells the kinds of libtorch's exceptions apart.
#include "model/tensors/torch_errors.h"

#include <c10/util/Exception.h>

#include <new>
#include <string>

#include "base/error.h"

namespace matroute {
namespace {

Error out_of_memory(std::string_view doing) {
  return {ErrorKind::kResource, std::string(doing) + " needs more memory than there is"};
}

}  // namespace

void throw_as_error(std::string_view doing) {
  try {
    throw;
  } catch (const c10::OutOfMemoryError&) {
    throw out_of_memory(doing);
  } catch (const c10::Error& error) {
    const std::string text = error.what_without_backtrace();
    // libtorch's allocator of main memory has no exception of its own.
    if (text.find("allocate memory") != std::string::npos) throw out_of_memory(doing);
    throw Error(ErrorKind::kInternal, std::string(doing) + " failed in libtorch: " + text.substr(0, text.find('\n')));
  } catch (const std::bad_alloc&) {
    throw out_of_memory(doing);
  }
}

}  // namespace matroute
