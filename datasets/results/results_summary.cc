// Cutting texts to fixed widths without breaking a character.
#include "datasets/results/results_summary.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <limits>
#include <string>

namespace matroute {
namespace {

constexpr std::string_view kCutMark = "...";

bool continues_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

template <std::size_t kWidth>
bool put(char (&field)[kWidth], std::string_view text) {
  if (text.size() <= kWidth) {
    std::copy(text.begin(), text.end(), field);
    return false;
  }
  std::size_t kept = kWidth - kCutMark.size();
  while (kept > 0 && continues_character(text[kept])) --kept;
  std::copy_n(text.begin(), kept, field);
  std::copy(kCutMark.begin(), kCutMark.end(), field + kept);
  return true;
}

std::string precursors_of(const Route& route) {
  std::string text;
  for (const ReactionComponent& component : route.components) {
    if (component.role != Role::kPrecursor) continue;
    if (!text.empty()) text += ';';
    text += component.formula;
  }
  return text;
}

}  // namespace

SummaryRow summary_of(const TargetResult& result) {
  SummaryRow row{};
  row.row = result.row;
  row.probability = std::numeric_limits<float>::quiet_NaN();
  row.confidence = result.confidence;
  put(row.status, name(result.status));
  bool cut = put(row.id, result.input_id);
  cut = put(row.formula, result.formula) || cut;
  if (!result.routes.empty()) {
    const Route& best = result.routes.front();
    row.probability = best.probability;
    cut = put(row.precursors, precursors_of(best)) || cut;
    cut = put(row.equation, best.equation) || cut;
  }
  row.truncated = cut ? 1 : 0;
  return row;
}

bool same_summary(const SummaryRow& a, const SummaryRow& b) {
  // Bytes, not values: a NaN is the same as itself.
  // NOLINTNEXTLINE(bugprone-suspicious-memory-comparison)
  const auto same = [](const auto& x, const auto& y) { return std::memcmp(&x, &y, sizeof x) == 0; };
  return same(a.row, b.row) && same(a.id, b.id) && same(a.formula, b.formula) && same(a.status, b.status) &&
         same(a.probability, b.probability) && same(a.confidence, b.confidence) && same(a.precursors, b.precursors) &&
         same(a.equation, b.equation) && same(a.truncated, b.truncated);
}

std::span<const H5Field> summary_fields() {
  static const std::array<H5Field, 9> fields = {{
      {"row", H5Type::kU64, offsetof(SummaryRow, row), 0},
      {"id", H5Type::kText, offsetof(SummaryRow, id), sizeof(SummaryRow::id)},
      {"formula", H5Type::kText, offsetof(SummaryRow, formula), sizeof(SummaryRow::formula)},
      {"status", H5Type::kText, offsetof(SummaryRow, status), sizeof(SummaryRow::status)},
      {"probability", H5Type::kF32, offsetof(SummaryRow, probability), 0},
      {"confidence", H5Type::kF32, offsetof(SummaryRow, confidence), 0},
      {"precursors", H5Type::kText, offsetof(SummaryRow, precursors), sizeof(SummaryRow::precursors)},
      {"equation", H5Type::kText, offsetof(SummaryRow, equation), sizeof(SummaryRow::equation)},
      {"truncated", H5Type::kU8, offsetof(SummaryRow, truncated), 0},
  }};
  return fields;
}

H5Label summary_label() { return {"1", "one row per target: the best route at a glance, texts cut to fixed widths"}; }

}  // namespace matroute
