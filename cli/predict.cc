// matroute predict: ranked, exactly balanced routes for formulas, as text or as a results file.
#include <fmt/format.h>

#include <chrono>

#include "base/error.h"
#include "base/threads.h"
#include "build_info.h"
#include "cli/answer_output.h"
#include "cli/compute.h"
#include "cli/predict_options.h"
#include "cli/progress.h"
#include "cli/stop.h"
#include "cli/words.h"
#include "predict/model_lookup.h"

namespace matroute {
namespace {

PredictorOptions predictor_options(const PredictOptions& options) {
  return {.model = find_model(options.model, program_folder()),
          .device = options.device,
          .routes = options.routes,
          .constraints = options.constraints,
          .atmosphere = asked_atmosphere(options.atmosphere),
          .keep_left_out = options.explain,
          .balance_filter = !options.unbalanced};
}

RouteFileInfo file_info(const PredictOptions& options, const std::filesystem::path& model, const Predictor& predictor,
                        const TargetSource& source) {
  RouteFileInfo info;
  info.creator_version = kVersion;
  info.model_hash = predictor.model().sha256;
  info.configuration = configuration_json(options, model.string(), thread_count());
  info.search_options = search_json(options);
  info.seed = options.seed;
  info.device = predictor.device();
  info.started = utc_time_text();
  info.input_name = source.name();
  return info;
}

std::string summary_text(const ScreenSummary& summary, double seconds) {
  std::string counts;
  for (std::size_t i = 0; i < summary.by_status.size(); ++i) {
    if (summary.by_status[i] == 0) continue;
    counts += fmt::format("{}{} {}", counts.empty() ? "" : ", ", summary.by_status[i], kStatusNames[i]);
  }
  return fmt::format("{} ({}) in {:.1f} s, {:.0f}/s", counted(summary.targets, "target"), counts, seconds,
                     static_cast<double>(summary.targets) / std::max(seconds, 1e-3));
}

// The exit code after all answers are written: 0 where a target could be used. Throws Error (input) where none could.
int judge(const ScreenSummary& summary) {
  if (summary.usable() > 0) return 0;
  throw Error(ErrorKind::kInput, summary.targets == 1 ? summary.first_fault
                                                      : fmt::format("none of {} targets could be used; the first: {}",
                                                                    summary.targets, summary.first_fault));
}

int finish(AnswerOutput& output, const ScreenSummary& summary, RouteFileInfo info, const TargetSource& source,
           const Context& context) {
  info.input_sha256 = source.sha256();
  if (summary.stopped) {
    log_error(context,
              fmt::format("stopped by a signal after {}; {}", counted(summary.targets, "target"), output.save(info)));
    return kStoppedExitCode;
  }
  // No output without a target, since its file would be in the way of the next run.
  if (summary.rows == 0) throw Error(ErrorKind::kInput, fmt::format("{} holds no row", info.input_name));
  info.finished = utc_time_text();
  output.finish(info);
  return judge(summary);
}

// Answers all rows. Where the input breaks off, the answers before are kept.
ScreenSummary answer_all(TargetSource& source, const Predictor& predictor, const ScreenOptions& options,
                         AnswerOutput& output, const RouteFileInfo& info) {
  std::uint64_t answered = 0;
  const auto write = [&](const Answer& answer) {
    output.write(answer);
    ++answered;
  };
  try {
    return predictor.predict(source, options, write);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kInput || answered == 0) throw;
    const std::string kept = output.save(info);
    throw Error(ErrorKind::kInput,
                fmt::format("{}; {} before it: {}", error.what(), counted(answered, "target"), kept));
  }
}

int run_predict(const PredictOptions& options, const Context& context) {
  install_stop_handlers();
  check(options);
  ScreenOptions screening;
  screening.stream = {
      .series = expand_variables(options.input.variables), .batch_size = options.batch_size, .stop = stop_requested};
  screening.log = [&](const std::string& text) { log_warning(context, text); };
  const auto source = open_input(options.input);
  const PredictorOptions asked = predictor_options(options);
  const auto predictor = compute().open_predictor(asked);
  const RouteFileInfo info = file_info(options, asked.model, *predictor, *source);
  const auto output = open_answer_output(options, info, context);

  const auto start = std::chrono::steady_clock::now();
  ScreenSummary summary;
  {
    Progress progress(context, "rows", estimated_rows(options.input));
    screening.on_progress = [&](const ScreenSummary& so_far) {
      output->flush();
      progress.update(so_far.rows);
    };
    summary = answer_all(*source, *predictor, screening, *output, info);
  }
  const int code = finish(*output, summary, info, *source, context);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  const std::string text = summary_text(summary, seconds.count());
  if (options.output.empty()) {
    log_debug(context, text);
  } else {
    log_info(context, options.output + ": " + text);
  }
  return code;
}

}  // namespace

Command predict_command() {
  auto options = std::make_shared<PredictOptions>();
  return {.name = "predict",
          .summary = "Rank the synthesis routes of compounds, each exactly balanced",
          .synopsis = "[FORMULA...] [-i FILE] [-o OUT.h5] [OPTIONS]",
          .flags = predict_flags(*options),
          .examples =
              "  matroute predict BaTiO3\n"
              "  matroute predict Li7La3Zr2O12 -k 5 --method solid-state --forbid LiOH\n"
              "  matroute predict 'La1-xSrxMnO3' --var x=0:0.5:0.1 --stock cupboard.txt\n"
              "  matroute predict -i candidates.csv -o routes.h5\n"
              "  zcat formulas.txt.gz | matroute predict -i - --format csv > routes.csv\n",
          .run = [options](const Context& context) { return run_predict(*options, context); }};
}

}  // namespace matroute
