// The text of model.json, to and from ModelInfo.
#pragma once

#include <string>
#include <string_view>

#include "model/folder/model_folder.h"

namespace matroute {

// Throws Error (model), naming `where`: no JSON, no model of ours, a newer format version, or a field that is missing
// or of the wrong type. Older format versions are upgraded.
ModelInfo parse_model_card(std::string_view text, const std::string& where);

// info.sha256 is left out: it is that of the text itself.
std::string model_card_text(const ModelInfo& info);

// The card as a table of lines, for `matroute model info`; the vocabulary is counted, not listed.
std::string model_card_table(const ModelInfo& info);

}  // namespace matroute
