// The two outputs of answers.
#include "cli/answer_output.h"

#include <fmt/format.h>

#include <cstdlib>

#include "base/error.h"
#include "cli/outputs.h"
#include "datasets/results/output_parts.h"
#include "datasets/results/parts_folder.h"
#include "predict/report/report.h"

namespace matroute {
namespace {

// Logs the sets that --explain asks for, where the output itself has no place for them.
void log_left_out(const Answer& answer, const Context& context) {
  for (const LeftOut& left_out : answer.left_out) {
    log_info(context, fmt::format("{}: left out {}", answer.result.formula_input, left_out_text(left_out)));
  }
}

class TextOutput : public AnswerOutput {
 public:
  TextOutput(ReportFormat format, const Context& context)
      : context_(context), table_(format == ReportFormat::kTable), report_(make_report(format, report_options())) {
    report_->begin(text_);
  }

  void write(const Answer& answer) override {
    report_->add(answer, text_);
    if (!table_) log_left_out(answer, context_);
    bring_out();
  }

  void flush() override { out_.close(); }

  void finish(const RouteFileInfo&) override {
    report_->end(text_);
    bring_out();
    out_.close();
  }

  std::string save(const RouteFileInfo& info) override {
    finish(info);
    return "what was answered is written";
  }

 private:
  void bring_out() {
    out_.write(text_);
    text_.clear();
  }

  const Context& context_;
  bool table_;
  std::unique_ptr<Report> report_;
  std::string text_;
  StandardOutput out_;
};

class FileOutput : public AnswerOutput {
 public:
  FileOutput(const PredictOptions& options, const RouteFileInfo& info, const Context& context)
      : context_(context), path_(options.output), parts_(path_, info, {.overwrite = options.overwrite}) {}

  void write(const Answer& answer) override {
    parts_.add(answer.result);
    log_left_out(answer, context_);
  }

  void finish(const RouteFileInfo& info) override { parts_.finish(info); }

  std::string save(const RouteFileInfo& info) override {
    parts_.save(info);
    return "what was answered is kept in " + parts_folder_of(path_).string();
  }

 private:
  const Context& context_;
  std::filesystem::path path_;
  OutputParts parts_;
};

}  // namespace

ReportOptions report_options() {
  const char* no_colour = std::getenv("NO_COLOR");
  const bool wanted = no_colour == nullptr || *no_colour == '\0';
  ReportOptions options;
  options.colours = wanted && StandardOutput::is_terminal();
  return options;
}

std::unique_ptr<AnswerOutput> open_answer_output(const PredictOptions& options, const RouteFileInfo& info,
                                                 const Context& context) {
  if (!options.output.empty()) return std::make_unique<FileOutput>(options, info, context);
  const auto format = report_format_from_name(chosen_format(options.format, "jsonl"));
  if (!format) throw Error(ErrorKind::kInternal, "predict has a format without a report");
  return std::make_unique<TextOutput>(*format, context);
}

}  // namespace matroute
