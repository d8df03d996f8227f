// SIGINT and SIGTERM ask the running command to stop where its state is whole.
#pragma once

namespace matroute {

inline constexpr int kStoppedExitCode = 75;

// Ignores SIGPIPE too: a closed pipe is met where it is written to. A second signal ends the program at once.
void install_stop_handlers();

// Safe from any thread.
bool stop_requested();

}  // namespace matroute
