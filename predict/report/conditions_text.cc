// Steps and precedents in words, with numbers as people write them: 1250, 0.25.
#include "predict/report/conditions_text.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace matroute {
namespace {

// Three significant digits, or more where that many stand before the decimal point.
std::string number_text(float number) {
  return std::abs(number) < 100 ? fmt::format("{:.3g}", number) : fmt::format("{:.0f}", number);
}

// "850 °C (800 to 900)"; empty where there is no number.
std::string quantiles_text(const Quantiles& quantiles, std::string_view unit) {
  const auto [low, middle, high] = quantiles;
  if (!std::isfinite(middle)) return "";
  std::string text = fmt::format("{} {}", number_text(middle), unit);
  if (std::isfinite(low) && std::isfinite(high))
    text += fmt::format(" ({} to {})", number_text(low), number_text(high));
  return text;
}

std::string atmosphere_text(const RouteStep& step, const std::vector<std::string>& atmospheres) {
  const std::size_t count = std::min(step.atmosphere.size(), atmospheres.size());
  const auto end = step.atmosphere.begin() + static_cast<std::ptrdiff_t>(count);
  const auto likeliest = std::max_element(step.atmosphere.begin(), end);
  if (likeliest == end || !(*likeliest > 0)) return "";
  return fmt::format("{} ({:.0f} %)", atmospheres[static_cast<std::size_t>(likeliest - step.atmosphere.begin())],
                     100 * *likeliest);
}

}  // namespace

std::string step_text(const RouteStep& step, const std::vector<std::string>& atmospheres) {
  std::string text{name(step.type)};
  const std::string temperature = quantiles_text(step.temperature_degc, "°C");
  if (!temperature.empty()) text += " at " + temperature;
  for (const std::string& part : {quantiles_text(step.duration_h, "h"), atmosphere_text(step, atmospheres)}) {
    if (!part.empty()) text += ", " + part;
  }
  return text;
}

std::string precedent_text(const Precedent& precedent) {
  std::string relation{name(precedent.relation)};
  std::ranges::replace(relation, '_', ' ');
  return fmt::format("doi:{} ({})", precedent.doi, relation);
}

}  // namespace matroute
