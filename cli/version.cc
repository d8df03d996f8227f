// matroute version: what this program is and which file formats it writes.
#include <memory>

#include "cli/command.h"
#include "cli/standard_output.h"

namespace matroute {

Command version_command() {
  return {.name = "version",
          .summary = "Version, build and file formats",
          .synopsis = "",
          .flags = {},
          .examples = "  matroute version\n",
          .run = [](const Context&) {
            StandardOutput out;
            out.write("matroute 0.1.0\n");
            out.close();
            return 0;
          }};
}

}  // namespace matroute
