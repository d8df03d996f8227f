// Flags for input, and a count of lines that is good enough for a progress bar.
#include "cli/input_options.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>

#include "base/error.h"
#include "cli/outputs.h"

namespace matroute {

std::vector<Flag> input_flags(InputOptions& options) {
  return {
      {.names = "FORMULA", .field = &options.formulas, .help = "targets, each a chemical formula"},
      {.names = "-i,--input",
       .field = &options.file,
       .help = "read targets from FILE: .txt, .csv, .tsv, .jsonl or .json, also .gz and .xz; - is standard input",
       .value = "FILE"},
      {.names = "--formula-column",
       .field = &options.formula_column,
       .help = "column of the formulas; default: formula, else target, else the only one",
       .value = "NAME"},
      {.names = "--var",
       .field = &options.variables,
       .help = "value or series of a variable in the formulas: x=0.2, x=1/3, x=0:0.5:0.1",
       .value = "NAME=VALUES"},
  };
}

std::unique_ptr<TargetSource> open_input(const InputOptions& options) {
  if (options.file.empty() == options.formulas.empty()) {
    throw Error(ErrorKind::kUsage, options.file.empty() ? "nothing to do: name a FORMULA, or a file with -i FILE"
                                                        : "both FORMULA and -i FILE are given: one of them is enough");
  }
  if (options.file.empty()) {
    if (options.formula_column.empty() && options.id_column.empty()) return targets_from_list(options.formulas);
    throw Error(ErrorKind::kUsage, "--formula-column and --id-column belong to -i FILE");
  }
  return targets_from_file(
      options.file, {.formula = options.formula_column, .id = options.id_column, .formula_flag = "--formula-column"});
}

std::optional<std::uint64_t> estimated_rows(const InputOptions& options) {
  if (options.file.empty()) return options.formulas.size();
  const std::string extension = std::filesystem::path(options.file).extension();
  const bool lines = extension == ".txt" || extension == ".csv" || extension == ".tsv" || extension == ".jsonl";
  std::error_code fault;
  if (!lines || !std::filesystem::is_regular_file(options.file, fault)) return std::nullopt;
  std::ifstream file(options.file, std::ios::binary);
  std::vector<char> block(std::size_t{1} << 20);
  std::uint64_t count = 0;
  while (file.read(block.data(), static_cast<std::streamsize>(block.size())) || file.gcount() > 0) {
    count += static_cast<std::uint64_t>(std::count(block.begin(), block.begin() + file.gcount(), '\n'));
  }
  return count;
}

std::vector<std::string> atmosphere_choices() { return {kAskedAtmosphereNames.begin(), kAskedAtmosphereNames.end()}; }

AskedAtmosphere asked_atmosphere(const std::string& name) {
  const auto atmosphere = asked_atmosphere_from_name(name);
  if (!atmosphere) throw Error(ErrorKind::kInternal, "no atmosphere is called " + name);
  return *atmosphere;
}

std::vector<std::string> method_choices(std::vector<std::string> others) {
  for (const std::string_view method : kMethodNames) {
    if (can_be_asked_for(*method_from_name(method))) others.emplace_back(method);
  }
  return others;
}

std::string chosen_format(const std::string& format, const std::string& otherwise) {
  if (!format.empty()) return format;
  return StandardOutput::is_terminal() ? "table" : otherwise;
}

}  // namespace matroute
