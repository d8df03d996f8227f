// matroute balance: the exact reaction of a target from precursors, or why there is none.
#include <fmt/format.h>

#include "base/error.h"
#include "base/parallel_for.h"
#include "cli/command.h"
#include "cli/input_options.h"
#include "cli/outputs.h"
#include "cli/stop.h"
#include "cli/words.h"
#include "predict/report/balance_report.h"
#include "predict/stream/balance_answer.h"
#include "predict/stream/stream.h"

namespace matroute {
namespace {

constexpr std::size_t kBatchRows = 4096;

struct BalanceOptions {
  std::string target;
  std::string precursors;
  std::string file;
  std::string atmosphere = "unstated";
  std::vector<std::string> variables;
  std::string format;  // empty: table on a terminal, else json
};

std::unique_ptr<TargetSource> open_rows(const BalanceOptions& options) {
  if (options.file.empty() == options.target.empty()) {
    throw Error(ErrorKind::kUsage, options.file.empty()
                                       ? "nothing to do: name a TARGET with --precursors A,B, or a file with -i FILE"
                                       : "both TARGET and -i FILE are given: one of them is enough");
  }
  if (!options.file.empty() && !options.precursors.empty()) {
    throw Error(ErrorKind::kUsage, "--precursors belongs to a TARGET; with -i they stand in the column precursors");
  }
  if (!options.file.empty()) return targets_from_file(options.file, {.formula = "", .id = "", .reaction = true});
  if (options.precursors.empty()) throw Error(ErrorKind::kUsage, "--precursors A,B,... is needed with a TARGET");
  return reaction_from_texts(options.target, options.precursors);
}

struct BalanceTotals {
  std::uint64_t rows = 0;
  std::uint64_t balanced = 0;
  std::uint64_t unbalanced = 0;  // the other reactions could not be read
  std::string first_fault;
};

void add_to_totals(const BalanceAnswer& answer, BalanceTotals& totals) {
  ++totals.rows;
  if (answer.status == BalanceStatus::kOk) ++totals.balanced;
  if (answer.status == BalanceStatus::kUnbalanced) ++totals.unbalanced;
  if (!answer.message.empty() && totals.first_fault.empty()) {
    totals.first_fault = fmt::format("{}: {}", answer.input, answer.message);
  }
}

// The exit code after all answers are written: 0 where a reaction balances. Throws Error where none does: kind check
// where formulas could be read, else input.
int judge(const BalanceTotals& totals, const std::string& name) {
  if (totals.balanced > 0) return 0;
  if (totals.rows == 0) throw Error(ErrorKind::kInput, fmt::format("{} holds no row", name));
  const std::string message =
      totals.rows == 1 ? totals.first_fault
                       : fmt::format("none of {} reactions balances; the first: {}", totals.rows, totals.first_fault);
  throw Error(totals.unbalanced > 0 ? ErrorKind::kCheck : ErrorKind::kInput, message);
}

std::vector<BalanceAnswer> balance_batch(std::vector<StreamItem>&& items, AskedAtmosphere atmosphere) {
  std::vector<BalanceAnswer> answers(items.size());
  parallel_for(items.size(), 16, [&](std::size_t i) { answers[i] = balance_answer(std::move(items[i]), atmosphere); });
  return answers;
}

int run_balance(const BalanceOptions& options, const Context& context) {
  install_stop_handlers();
  const auto source = open_rows(options);
  const AskedAtmosphere atmosphere = asked_atmosphere(options.atmosphere);
  const StreamOptions how{
      .series = expand_variables(options.variables), .batch_size = kBatchRows, .stop = stop_requested};
  const bool table = chosen_format(options.format, "json") == "table";
  StandardOutput out;
  BalanceTotals totals;
  const auto write = [&](const std::vector<BalanceAnswer>& answers) {
    std::string text;
    for (const BalanceAnswer& answer : answers) {
      if (table) {
        append_balance_lines(answer, text);
      } else {
        append_balance_json(answer, text);
        text += '\n';
      }
      add_to_totals(answer, totals);
    }
    out.write(text);
  };
  StreamEnd end;
  try {
    end = run_stream(*source, how, [&](StreamBatch&& batch) {
      return [&write, answers = balance_batch(std::move(batch.items), atmosphere)] { write(answers); };
    });
  } catch (const Error&) {
    out.close();  // writes the answers for the rows before the input broke off
    throw;
  }
  out.close();
  if (end.stopped) {
    log_error(context, fmt::format("stopped by a signal after {}, written", counted(totals.rows, "reaction")));
    return kStoppedExitCode;
  }
  return judge(totals, source->name());
}

}  // namespace

Command balance_command() {
  auto options = std::make_shared<BalanceOptions>();
  return {.name = "balance",
          .summary = "Balance the reaction of a target from precursors exactly, gases included",
          .synopsis = "TARGET --precursors A,B,... [OPTIONS]\n       matroute balance -i FILE [OPTIONS]",
          .flags =
              {
                  {.names = "TARGET", .field = &options->target, .help = "formula of the product"},
                  {.names = "--precursors",
                   .field = &options->precursors,
                   .help = "formulas, separated by commas",
                   .value = "A,B,..."},
                  {.names = "-i,--input",
                   .field = &options->file,
                   .help = "read rows from FILE with the columns target and precursors (';'-joined); - is standard "
                           "input",
                   .value = "FILE"},
                  {.names = "--atmosphere",
                   .field = &options->atmosphere,
                   .help = "inert bars O2 as an intake; reducing brings H2",
                   .choices = atmosphere_choices()},
                  {.names = "--var",
                   .field = &options->variables,
                   .help = "value or series of a variable in the formulas: x=0.2, x=0:0.5:0.1",
                   .value = "NAME=VALUES"},
                  {.names = "--format",
                   .field = &options->format,
                   .help = "default: table on a terminal, else json, one object a line",
                   .choices = {"table", "json"}},
              },
          .examples =
              "  matroute balance LiCoO2 --precursors Li2CO3,Co3O4\n"
              "  matroute balance LiFePO4 --precursors 'FeC2O4·2H2O,Li2CO3,NH4H2PO4' \\\n"
              "    --atmosphere inert\n"
              "  matroute balance -i reactions.csv --format json\n",
          .run = [options](const Context& context) { return run_balance(*options, context); }};
}

}  // namespace matroute
