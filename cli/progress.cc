// Bars for terminals, lines for log files, JSON for programs.
#include "cli/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace matroute {
namespace {

constexpr int kBarWidth = 24;

std::string duration_text(double seconds) {
  const auto whole = static_cast<std::int64_t>(seconds);
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{}:{:02} min", whole / 60, whole % 60);
  return fmt::format("{}:{:02} h", whole / 3600, whole / 60 % 60);
}

}  // namespace

Progress::Mode Progress::mode_of(const Context& context) {
  if (context.quiet || context.progress == "none") return Mode::kNone;
  if (context.progress == "json") return Mode::kJson;
  if (context.progress == "bar") return Mode::kBar;
  if (context.progress == "plain") return Mode::kPlain;
  return isatty(STDERR_FILENO) == 1 ? Mode::kBar : Mode::kPlain;
}

Progress::Progress(const Context& context, std::string unit, std::optional<std::uint64_t> total)
    : mode_(mode_of(context)), unit_(std::move(unit)), total_(total), next_s_(mode_ == Mode::kPlain ? 5.0 : 0.5) {}

Progress::~Progress() {
  if (line_open_) std::fputc('\n', stderr);
}

void Progress::update(std::uint64_t done) {
  if (mode_ == Mode::kNone) return;
  const double seconds = std::chrono::duration<double>(Clock::now() - start_).count();
  if (seconds < next_s_) return;
  next_s_ = seconds + (mode_ == Mode::kBar ? 0.1 : mode_ == Mode::kJson ? 1.0 : 10.0);
  print(done, seconds);
}

void Progress::print(std::uint64_t done, double seconds) {
  const double rate = static_cast<double>(done) / seconds;
  const bool known = total_ && *total_ > 0 && done > 0;
  const double total = known ? static_cast<double>(std::max(*total_, done)) : 0.0;
  const double left_s = known ? (total - static_cast<double>(done)) / rate : 0.0;
  if (mode_ == Mode::kJson) {
    std::fputs(fmt::format(R"({{"done":{},"total":{},"rate_per_s":{:.1f},"elapsed_s":{:.1f},"left_s":{}}})", done,
                           known ? fmt::format("{}", *total_) : "null", rate, seconds,
                           known ? fmt::format("{:.1f}", left_s) : "null")
                   .append("\n")
                   .c_str(),
               stderr);
    return;
  }
  std::string line = fmt::format("{} {}, {:.0f}/s", done, unit_, rate);
  if (known) line += fmt::format(", {:.0f} %, {} left", 100 * static_cast<double>(done) / total, duration_text(left_s));
  if (mode_ == Mode::kPlain) {
    std::fputs(fmt::format("matroute: {}\n", line).c_str(), stderr);
    return;
  }
  const int filled = known ? static_cast<int>(kBarWidth * static_cast<double>(done) / total) : 0;
  const std::string bar =
      known ? fmt::format("[{:<{}}] ", std::string(static_cast<std::size_t>(filled), '#'), kBarWidth) : "";
  std::fputs(fmt::format("\r\x1b[K{}{}", bar, line).c_str(), stderr);
  line_open_ = true;
}

}  // namespace matroute
