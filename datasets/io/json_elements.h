// The elements of a JSON list, one by one, without holding the list: of a top-level list, or of one member of a
// top-level object. Strings and brackets are followed; what an element holds is for its reader to judge.
#pragma once

#include <string>
#include <string_view>

#include "datasets/io/text_source.h"

namespace matroute {

class JsonElements {
 public:
  // member: the list to find where the top level is an object. The source must outlive the object.
  // Throws Error (input) where the list is not found.
  JsonElements(TextSource& source, std::string_view member);

  // The text of the next element; false at the end of the list. Throws Error (input) where the file ends inside it.
  bool next(std::string& element);

  static constexpr std::size_t kMaxElementBytes = std::size_t{64} << 20;

 private:
  int peek_byte();   // -1 at the end
  int peek_token();  // skips white space
  void take() { block_.remove_prefix(1); }
  void expect(char wanted, std::string_view where);
  void read_string(std::string& text);
  void read_value(std::string& text);
  void read_brackets(std::string& text);
  void append(std::string& text, std::size_t count);
  void enter_member(std::string_view member);
  [[noreturn]] void fail(std::string_view what) const;

  TextSource& source_;
  std::string_view block_;
  std::uint64_t count_ = 0;
  bool ended_ = false;
  bool in_object_ = false;
};

}  // namespace matroute
