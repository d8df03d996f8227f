// matroute data validate: is a corpus whole?
#include <fmt/format.h>

#include "base/error.h"
#include "cli/command.h"
#include "cli/outputs.h"
#include "cli/words.h"
#include "datasets/recipes/corpus_validate.h"

namespace matroute {

Command data_validate_command() {
  auto corpus = std::make_shared<std::string>();
  return {.name = "data validate",
          .summary = "Check a corpus: every chunk, every promise of the format",
          .synopsis = "C.h5",
          .flags = {{.names = "corpus", .field = corpus.get(), .help = "corpus", .value = "C.h5", .required = true}},
          .examples = "  matroute data validate all.h5\n",
          .run = [corpus](const Context& context) {
            const CorpusValidation result = validate_corpus(*corpus);
            for (const std::string& warning : result.warnings) log_warning(context, warning);
            for (const std::string& fault : result.faults) log_error(context, fault);
            if (!result.faults.empty()) return static_cast<int>(ErrorKind::kCheck);
            StandardOutput out;
            out.write(fmt::format("{}: {}, no fault\n", *corpus, counted(result.recipes, "recipe")));
            out.close();
            return 0;
          }};
}

}  // namespace matroute
