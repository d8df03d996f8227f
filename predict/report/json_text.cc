// Text is escaped by nlohmann-json.
#include "predict/report/json_text.h"

#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace matroute {

void JsonText::key(std::string_view name) {
  value(name);
  out_ += ':';
  comma_ = false;
}

void JsonText::value(std::string_view text) {
  token(nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

void JsonText::value(float number) { token(std::isfinite(number) ? fmt::format("{}", number) : "null"); }

void JsonText::field(std::string_view name, std::span<const std::string> texts) {
  key(name);
  begin_list();
  for (const std::string& text : texts) value(std::string_view(text));
  end_list();
}

void JsonText::open(char bracket) {
  token(std::string_view(&bracket, 1));
  comma_ = false;
}

void JsonText::close(char bracket) {
  out_ += bracket;
  comma_ = true;
}

void JsonText::token(std::string_view text) {
  if (comma_) out_ += ',';
  out_ += text;
  comma_ = true;
}

}  // namespace matroute
