// The handler of both signals sets one flag.
#include "cli/stop.h"

#include <atomic>
#include <csignal>

#include "datasets/io/byte_stream.h"

namespace matroute {
namespace {

std::atomic<bool> stop_flag{false};
static_assert(std::atomic<bool>::is_always_lock_free);

extern "C" void on_stop_signal(int) { stop_flag.store(true); }

}  // namespace

void ignore_closed_pipes() { std::signal(SIGPIPE, SIG_IGN); }

void install_stop_handlers() {
  struct sigaction action = {};
  action.sa_handler = on_stop_signal;
  action.sa_flags = static_cast<int>(SA_RESTART | SA_RESETHAND);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  end_reading_where(stop_requested);
}

bool stop_requested() { return stop_flag.load(); }

}  // namespace matroute
