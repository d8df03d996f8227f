// Puts results files one behind the other, column by column, with bounded memory: the parts of a run, or whole files.
#pragma once

#include <filesystem>
#include <span>

#include "datasets/results/results_file.h"

namespace matroute {

// Writes `out` from the parts in their order; vocabularies are united in the order of first use, row numbers are kept.
// Throws Error: output where `out` exists, input where a part cannot be read, resource where the disk is full.
void stitch_results(std::span<const std::filesystem::path> parts, const std::filesystem::path& out,
                    const RouteFileInfo& info, bool overwrite = false);

// As stitch_results, for files of any origin: each is validated first. The info is that of the first file, with
// `merged_from`. Throws Error: usage where a file is named twice or is `out`; input where one has faults.
ResultsCounts merge_results(std::span<const std::filesystem::path> files, const std::filesystem::path& out,
                            bool overwrite);

}  // namespace matroute
