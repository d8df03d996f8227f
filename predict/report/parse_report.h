// What formulas were read as, as text: `matroute parse`.
#pragma once

#include <string>

#include "predict/stream/stream.h"

namespace matroute {

// One JSON object without a line break behind it.
void append_parsed_json(const StreamItem& item, std::string& out);

// Lines for people: composition, annotations and notes, or the message with a caret under the place.
void append_parsed_lines(const StreamItem& item, std::string& out);

}  // namespace matroute
