// The readers behind TableReader. Private to the table sources of this folder.
#pragma once

#include <memory>

#include "datasets/io/table_reader.h"
#include "datasets/io/text_source.h"

namespace matroute {

std::unique_ptr<TableReader> make_text_reader(TextSource source);
std::unique_ptr<TableReader> make_delimited_reader(TextSource source, TableFormat format);
std::unique_ptr<TableReader> make_json_reader(TextSource source, TableFormat format);

// Fills error and text where the bytes of a record are no UTF-8 text; true where they are.
bool check_record_text(InputRow& row, std::string_view record);
// Fills error, and text with the beginning of the record, cut at a whole character.
void set_row_error(InputRow& row, std::string_view record, std::string error);

}  // namespace matroute
