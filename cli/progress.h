// Progress on stderr: how much is done, how fast, and how long it will take.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "cli/command.h"

namespace matroute {

// Not thread-safe. With --quiet or --progress none, nothing is printed.
class Progress {
 public:
  // unit: plural of the noun that is counted, "rows". Without a total, no time left is printed.
  Progress(const Context& context, std::string unit, std::optional<std::uint64_t> total);
  // Ends the line of the bar.
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // Prints at most once a while: bars 10 times a second, JSON once a second, plain lines every 10 s.
  void update(std::uint64_t done);

 private:
  enum class Mode { kNone, kBar, kPlain, kJson };
  using Clock = std::chrono::steady_clock;

  static Mode mode_of(const Context& context);
  void print(std::uint64_t done, double seconds);

  Mode mode_;
  std::string unit_;
  std::optional<std::uint64_t> total_;
  Clock::time_point start_ = Clock::now();
  double next_s_;           // since start_: when to print next
  bool line_open_ = false;  // a bar stands on the current line
};

}  // namespace matroute
