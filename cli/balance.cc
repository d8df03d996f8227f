// matroute balance: the exact reaction of a target from precursors, or why there is none.
#include <fmt/format.h>

#include "base/error.h"
#include "chem/balance.h"
#include "cli/balance_rows.h"
#include "cli/command.h"
#include "cli/counted.h"
#include "cli/input_options.h"
#include "cli/standard_output.h"
#include "cli/stop.h"

namespace matroute {
namespace {

struct BalanceOptions {
  std::string target;
  std::string precursors;
  std::string file;
  std::string atmosphere = "unstated";
  std::vector<std::string> variables;
  std::string format;  // empty: by where the output goes
};

std::unique_ptr<BalanceSource> open_rows(const BalanceOptions& options) {
  if (options.file.empty() == options.target.empty()) {
    throw Error(ErrorKind::kUsage, options.file.empty()
                                       ? "nothing to do: name a TARGET with --precursors A,B, or a file with -i FILE"
                                       : "both TARGET and -i FILE are given: one of them is enough");
  }
  if (!options.file.empty() && !options.precursors.empty()) {
    throw Error(ErrorKind::kUsage, "--precursors belongs to a TARGET; with -i they stand in the column precursors");
  }
  if (!options.file.empty()) return balance_rows_from_file(options.file);
  if (options.precursors.empty()) throw Error(ErrorKind::kUsage, "--precursors A,B,... is needed with a TARGET");
  return balance_row_from_texts(options.target, options.precursors);
}

// Where nothing balanced: what to say, and with which exit code.
[[noreturn]] void fail(const BalanceTotals& totals, const std::string& name) {
  if (totals.rows == 0) throw Error(ErrorKind::kInput, fmt::format("{} holds no row", name));
  const std::string message =
      totals.rows == 1 ? totals.first_fault
                       : fmt::format("none of {} reactions balances; the first: {}", totals.rows, totals.first_fault);
  throw Error(totals.unbalanced > 0 ? ErrorKind::kCheck : ErrorKind::kInput, message);
}

int run_balance(const BalanceOptions& options, const Context& context) {
  install_stop_handlers();
  const auto source = open_rows(options);
  const BalanceSettings settings{.atmosphere = asked_atmosphere(options.atmosphere),
                                 .series = expand_variables(options.variables),
                                 .table = chosen_format(options.format, "json") == "table"};
  StandardOutput out;
  BalanceTotals totals;
  std::string text;
  while (balance_batch(*source, settings, totals, text)) {
    out.write(text);
    if (!stop_requested()) continue;
    out.close();
    log_error(context, fmt::format("stopped by a signal after {}, written", counted(totals.rows, "reaction")));
    return kStoppedExitCode;
  }
  out.close();
  if (totals.break_off) std::rethrow_exception(totals.break_off);
  if (totals.balanced == 0) fail(totals, source->name());
  return 0;
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
