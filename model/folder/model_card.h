// The text of model.json, to and from ModelInfo.
#pragma once

#include <string>
#include <string_view>

#include "model/folder/model_info.h"

namespace matroute {

// Throws Error (model), naming `where`: the text is no JSON or no card of a model, its format version is newer than
// this program, or a field is missing or of the wrong type. A card of format version 1 gets the fields that version 2
// adds: version 1 of all features that its ranker uses, and the methods solid-state, sol-gel and other.
ModelInfo parse_model_card(std::string_view text, const std::string& where);

// The text of model.json. It leaves out info.sha256, which is the SHA-256 of the text, and metrics that are infinite or
// NaN.
std::string model_card_text(const ModelInfo& info);

// The card as a table of lines, for `matroute model info`; the vocabulary is counted, not listed.
std::string model_card_table(const ModelInfo& info);

}  // namespace matroute
