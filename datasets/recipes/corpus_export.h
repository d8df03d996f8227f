// Recipes as CSV (target,precursors,doi,year,method) or as JSON lines that the importer reads back.
#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "datasets/recipes/corpus.h"

namespace matroute {

enum class CorpusExport { kCsv, kJsonl };

// Writes the recipes of the given indices in their order; the sink is called with whole lines.
void export_recipes(const Corpus& corpus, std::span<const std::size_t> indices, CorpusExport format,
                    const std::function<void(std::string_view)>& sink);

}  // namespace matroute
