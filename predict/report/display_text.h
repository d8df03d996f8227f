// Texts of users in a form that is safe on a terminal.
#pragma once

#include <string>
#include <string_view>

namespace matroute {

// The text with control characters, which would move the cursor, as \xNN; a text of more than 200 bytes is cut and ends
// in "...".
std::string display_text(std::string_view text);

// Columns that the text takes on a terminal: characters, not bytes; colour codes take none.
std::size_t display_width(std::string_view text);

// The words of `text`, wrapped at `width` columns; every line is indented, all but the first by `hang` columns more.
std::string wrapped_text(std::string_view text, std::size_t width, std::size_t indent, std::size_t hang);

}  // namespace matroute
