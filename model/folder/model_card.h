// The text of model.json, to and from ModelInfo.
#pragma once

#include <string>
#include <string_view>

#include "model/folder/model_info.h"

namespace matroute {

// Throws Error (model), naming `where`: no JSON, no model of ours, a newer format version, or a field that is missing
// or of the wrong type. A card of version 1 gets what version 2 adds: version 1 of all features that its ranker uses,
// and the methods that programs of its time knew.
ModelInfo parse_model_card(std::string_view text, const std::string& where);

// Without info.sha256, which is that of the text itself, and without figures that are no number.
std::string model_card_text(const ModelInfo& info);

// The card as a table of lines, for `matroute model info`; the vocabulary is counted, not listed.
std::string model_card_table(const ModelInfo& info);

}  // namespace matroute
