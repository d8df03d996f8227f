// Writes JSON with the fields in the order in which they are named.
#pragma once

#include <concepts>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace matroute {

// Appends JSON to a text. Commas are set by the writer; the caller closes brackets.
class JsonText {
 public:
  explicit JsonText(std::string& out) : out_(out) {}

  void begin_object() { open('{'); }
  void end_object() { close('}'); }
  void begin_list() { open('['); }
  void end_list() { close(']'); }

  // The name of a field, whose value is written next.
  void key(std::string_view name);

  // Bytes that are no UTF-8 become U+FFFD.
  void value(std::string_view text);
  void value(const char* text) { value(std::string_view(text)); }
  // The shortest text that reads back as the same float; null where it is not finite.
  void value(float number);
  void null() { token("null"); }
  template <std::same_as<bool> Flag>
  void value(Flag flag) {
    token(flag ? "true" : "false");
  }
  template <std::integral Number>
  requires(!std::same_as<Number, bool>) void value(Number number) { token(std::to_string(number)); }

  template <class Value>
  void field(std::string_view name, const Value& content) {
    key(name);
    value(content);
  }
  void field(std::string_view name, std::span<const std::string> texts);

 private:
  void open(char bracket);
  void close(char bracket);
  void token(std::string_view text);

  std::string& out_;
  bool comma_ = false;  // the next value needs a comma before it
};

}  // namespace matroute
