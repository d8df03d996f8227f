// Parsed formulas as text, for `matroute parse`.
#pragma once

#include <string>

#include "predict/stream/stream.h"

namespace matroute {

// Appends one JSON object, without a line break behind it.
void append_parsed_json(const StreamItem& item, std::string& out);

// Appends lines for people: composition, annotations and notes, or the message with a caret under the place of the
// fault.
void append_parsed_lines(const StreamItem& item, std::string& out);

}  // namespace matroute
