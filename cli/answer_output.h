// The output of answers: text on standard output, or a results file.
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
  // Makes the answers written so far visible to a reader, where the format allows it.
  virtual void flush() {}
  // To be called after the last answer. info: complete, with the fields that are known only at the end.
  virtual void finish(const RouteFileInfo& info) = 0;
  // To be called instead of finish() where a signal ended the run. Returns, in words, what is kept and where.
  virtual std::string save(const RouteFileInfo& info) = 0;
};

// Throws Error (output) where the file of options.output exists or cannot be created.
std::unique_ptr<AnswerOutput> open_answer_output(const PredictOptions& options, const RouteFileInfo& info,
                                                 const Context& context);

// The options of a report on standard output: colours on a terminal, unless NO_COLOR is set.
ReportOptions report_options();

}  // namespace matroute
