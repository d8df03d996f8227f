// SIGINT and SIGTERM: a command that asks stop_requested() stops where its state is whole; others end at once.
#pragma once

namespace matroute {

inline constexpr int kStoppedExitCode = 75;

// Ignores SIGPIPE: writing to a closed pipe fails with EPIPE instead.
void ignore_closed_pipes();

// For commands that ask stop_requested() regularly. After a signal, input that is being read breaks off. A second
// signal ends the program at once.
void install_stop_handlers();

// Safe from any thread.
bool stop_requested();

}  // namespace matroute
