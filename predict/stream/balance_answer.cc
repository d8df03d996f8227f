// Formulas are looked at first, the target before the precursors; the message is that of the first that cannot be read.
#include "predict/stream/balance_answer.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

namespace matroute {
namespace {

Formula take(ParsedFormula&& parsed, const std::string& text, std::vector<std::string>& warnings) {
  Formula formula = std::move(parsed).value();
  for (const std::string& warning : formula.warnings) warnings.push_back(fmt::format("{}: {}", text, warning));
  return formula;
}

// The message for a target that cannot be read. It does not repeat the target, unlike messages for precursors.
std::string target_message(const StreamItem& item) {
  const bool empty = item.row.error.empty() && item.row.formula.empty();
  return empty ? "an entry is empty" : item.target.error().message;
}

std::string precursor_message(const std::string& text, const ParsedFormula& parsed) {
  return text.empty() ? "an entry is empty" : fmt::format("{}: {}", text, parsed.error().message);
}

}  // namespace

BalanceAnswer balance_answer(StreamItem&& item, AskedAtmosphere atmosphere) {
  BalanceAnswer answer;
  answer.input = item.row.formula;
  answer.variables = std::move(item.variables);
  if (!item.target) {
    answer.message = target_message(item);
    return answer;
  }
  answer.target = take(std::move(item.target), item.row.formula, answer.warnings);
  std::vector<Formula> precursors;
  for (std::size_t i = 0; i < item.precursors.size(); ++i) {
    const std::string& text = item.row.precursors[i];
    if (!item.precursors[i]) {
      answer.message = precursor_message(text, item.precursors[i]);
      return answer;
    }
    precursors.push_back(take(std::move(item.precursors[i]), text, answer.warnings));
  }
  auto balanced = balance(answer.target, precursors, atmosphere);
  if (!balanced) {
    answer.status = BalanceStatus::kUnbalanced;
    answer.message = balanced.error().message;
    return answer;
  }
  answer.status = BalanceStatus::kOk;
  answer.reaction = std::move(balanced).value();
  std::ranges::copy(answer.reaction.warnings, std::back_inserter(answer.warnings));
  return answer;
}

}  // namespace matroute
