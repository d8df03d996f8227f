// The program: runs the subcommand, catches once, and turns an exception into an exit code.
#include <unistd.h>

#include <cstdio>
#include <exception>
#include <new>
#include <system_error>

#include "base/error.h"
#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/outputs.h"
#include "cli/stop.h"

namespace {

int run(int argc, char** argv) {
  try {
    return matroute::run_command_line(argc, argv, matroute::all_commands());
  } catch (const matroute::ClosedPipe&) {
    // The reader of standard output is gone: writing the rest of the buffer would fail again.
    _exit(0);
  } catch (const matroute::Error& error) {
    std::fprintf(stderr, "matroute: %s\n", error.what());
    const bool stopped = error.kind() == matroute::ErrorKind::kInput && matroute::stop_requested();
    return stopped ? matroute::kStoppedExitCode : error.exit_code();
  } catch (const std::system_error& error) {
    // Of threads: files are told of as errors of ours.
    std::fprintf(stderr, "matroute: the system gives no more memory or threads: %s\n", error.what());
    return static_cast<int>(matroute::ErrorKind::kResource);
  } catch (const std::bad_alloc&) {
    std::fputs("matroute: out of memory\n", stderr);
    return static_cast<int>(matroute::ErrorKind::kResource);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "matroute: a bug of ours: %s\n", error.what());
    return static_cast<int>(matroute::ErrorKind::kInternal);
  }
}

}  // namespace

// The process ends by _exit, since the tear-down of libtorch would take as long as a short answer.
int main(int argc, char** argv) {
  matroute::ignore_closed_pipes();
  const int code = run(argc, argv);
  std::fflush(nullptr);
  _exit(code);
}
