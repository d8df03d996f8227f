// Buffered by the C library; every fault is looked at. SIGPIPE is ignored in main, so that EPIPE arrives here.
#include "cli/standard_output.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

#include "base/error.h"

namespace matroute {
namespace {

[[noreturn]] void fail(int error) {
  if (error == EPIPE) throw ClosedPipe();
  throw Error(ErrorKind::kResource, std::string("cannot write to standard output: ") + std::strerror(error));
}

}  // namespace

void StandardOutput::write(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) fail(errno);
}

void StandardOutput::close() {
  if (std::fflush(stdout) != 0) fail(errno);
}

bool StandardOutput::is_terminal() { return isatty(STDOUT_FILENO) == 1; }

}  // namespace matroute
