// The counts of a model: its precursors, and tables of the recipes that use them. Rankers and re-ranker share one
// object.
#pragma once

#include <string>

#include "model/counting/counting_data.h"
#include "model/counting/counting_tables.h"
#include "model/search/material.h"

namespace matroute {

struct Counts {
  // Throws Error (model), naming `where`, where a precursor of the data is no formula or two are the same.
  Counts(const CountingData& data, const std::string& where)
      : vocabulary(make_vocabulary(data.materials, where)), tables(data) {}

  Vocabulary vocabulary;
  CountingTables tables;
};

}  // namespace matroute
