// Where answers go: text on standard output, or a results file.
#pragma once

#include <memory>
#include <string>

#include "cli/command.h"
#include "cli/predict_options.h"
#include "datasets/results/results_file.h"
#include "predict/report/report.h"
#include "predict/screen.h"

namespace matroute {

// Not thread-safe.
class AnswerOutput {
 public:
  virtual ~AnswerOutput() = default;

  virtual void write(const Answer& answer) = 0;
  // Everything written so far becomes visible to a reader, where the form allows it.
  virtual void flush() {}
  // After the last answer. The info says what is known only now.
  virtual void finish(const RouteFileInfo& info) = 0;
  // Instead of finish, where a signal ended the run. Returns what is kept, and where.
  virtual std::string save(const RouteFileInfo& info) = 0;
};

// Throws Error (output) where the file exists or cannot be created.
std::unique_ptr<AnswerOutput> open_answer_output(const PredictOptions& options, const RouteFileInfo& info,
                                                 const Context& context);

// Colours on a terminal, unless NO_COLOR is set.
ReportOptions report_options();

}  // namespace matroute
