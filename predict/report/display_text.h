// Texts of users as they may stand on a terminal.
#pragma once

#include <string>
#include <string_view>

namespace matroute {

// Control characters as \xNN, since they would move the cursor; beyond 200 bytes it ends in "...".
std::string display_text(std::string_view text);

// Columns that the text takes on a terminal: characters, not bytes; colour codes take none.
std::size_t display_width(std::string_view text);

// The words of `text`, wrapped at `width` columns; every line is indented, all but the first by `hang` columns more.
std::string wrapped_text(std::string_view text, std::size_t width, std::size_t indent, std::size_t hang);

}  // namespace matroute
