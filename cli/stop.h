// SIGINT and SIGTERM ask a command that looks out for them to stop where its state is whole; others end at once.
#pragma once

namespace matroute {

inline constexpr int kStoppedExitCode = 75;

// A closed pipe is met where it is written to.
void ignore_closed_pipes();

// For commands that ask stop_requested() again and again; input that is read breaks off. A second signal ends the
// program at once.
void install_stop_handlers();

// Safe from any thread.
bool stop_requested();

}  // namespace matroute
