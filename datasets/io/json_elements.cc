// A scanner that knows strings, brackets and commas, and nothing else of JSON.
#include "datasets/io/json_elements.h"

#include <algorithm>

#include "base/error.h"

namespace matroute {
namespace {

bool is_space(int c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool ends_scalar(char c) { return c == ',' || c == ']' || c == '}' || is_space(c); }

bool is_structural(char c) { return c == '"' || c == '[' || c == '{' || c == ']' || c == '}'; }

}  // namespace

JsonElements::JsonElements(TextSource& source, std::string_view member) : source_(source) {
  in_object_ = peek_token() == '{';
  if (in_object_) enter_member(member);
  expect('[', "a JSON list");
}

bool JsonElements::next(std::string& element) {
  element.clear();
  if (ended_) return false;
  if (count_ > 0 && peek_token() == ',') {
    take();
    if (peek_token() == ']') fail("a comma before the end of the JSON list");
  } else if (peek_token() == ']') {
    take();
    ended_ = true;
    if (!in_object_ && peek_token() >= 0) fail("text after the end of the JSON list");
    return false;
  } else if (count_ > 0) {
    fail(peek_byte() < 0 ? "the JSON list is cut off" : "expected a comma between two records of the JSON list");
  }
  read_value(element);
  ++count_;
  return true;
}

int JsonElements::peek_byte() {
  if (block_.empty()) block_ = source_.read_block();
  return block_.empty() ? -1 : static_cast<unsigned char>(block_.front());
}

int JsonElements::peek_token() {
  while (is_space(peek_byte())) take();
  return peek_byte();
}

void JsonElements::expect(char wanted, std::string_view where) {
  if (peek_token() != wanted) fail("expected " + std::string(where));
  take();
}

void JsonElements::append(std::string& text, std::size_t count) {
  if (text.size() + count > kMaxElementBytes) fail("a record is larger than 64 MiB");
  text.append(block_.substr(0, count));
  block_.remove_prefix(count);
}

// From quote to quote, both included.
void JsonElements::read_string(std::string& text) {
  append(text, 1);
  while (true) {
    if (peek_byte() < 0) fail("the JSON text is cut off");
    append(text, std::min(block_.find_first_of("\"\\"), block_.size()));
    if (block_.empty()) continue;
    const bool escaped = block_.front() == '\\';
    append(text, 1);
    if (!escaped) return;
    if (peek_byte() < 0) fail("the JSON text is cut off");
    append(text, 1);
  }
}

void JsonElements::read_brackets(std::string& text) {
  std::size_t depth = 0;
  do {
    if (peek_byte() < 0) fail("the JSON text is cut off");
    const auto* plain_end = std::find_if(block_.begin(), block_.end(), is_structural);
    append(text, static_cast<std::size_t>(plain_end - block_.begin()));
    if (block_.empty()) continue;
    const char c = block_.front();
    if (c == '"') {
      read_string(text);
      continue;
    }
    depth = c == '[' || c == '{' ? depth + 1 : depth - 1;
    append(text, 1);
  } while (depth > 0);
}

void JsonElements::read_value(std::string& text) {
  const int c = peek_token();
  if (c == '"') return read_string(text);
  if (c == '[' || c == '{') return read_brackets(text);
  while (peek_byte() >= 0 && !ends_scalar(block_.front())) append(text, 1);
  if (text.empty()) fail(c < 0 ? "the JSON text is cut off" : "expected a JSON value");
}

void JsonElements::enter_member(std::string_view member) {
  take();
  const std::string wanted = "\"" + std::string(member) + "\"";
  std::string key;
  std::string skipped;
  while (true) {
    if (peek_token() != '"') fail("expected a list, or an object with the list \"" + std::string(member) + "\"");
    key.clear();
    read_string(key);
    expect(':', "a colon");
    if (key == wanted) return;
    skipped.clear();
    read_value(skipped);
    if (peek_token() == ',') take();
  }
}

void JsonElements::fail(std::string_view what) const {
  throw Error(ErrorKind::kInput, source_.name() + ": record " + std::to_string(count_) + ": " + std::string(what));
}

}  // namespace matroute
