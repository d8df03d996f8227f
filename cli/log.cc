// Log lines on stderr.
#include <cstdio>

#include "cli/command.h"

namespace matroute {
namespace {

int level_of(const Context& context) {
  if (context.quiet || context.log_level == "error") return 0;
  if (context.log_level == "warning") return 1;
  return context.log_level == "debug" ? 3 : 2;
}

void write_line(const Context& context, int level, const char* prefix, const std::string& text) {
  if (level_of(context) >= level) std::fprintf(stderr, "matroute: %s%s\n", prefix, text.c_str());
}

}  // namespace

void log_error(const Context& context, const std::string& text) { write_line(context, 0, "", text); }
void log_warning(const Context& context, const std::string& text) { write_line(context, 1, "warning: ", text); }
void log_info(const Context& context, const std::string& text) { write_line(context, 2, "", text); }
void log_debug(const Context& context, const std::string& text) { write_line(context, 3, "debug: ", text); }

}  // namespace matroute
