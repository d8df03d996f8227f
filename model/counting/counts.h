// What every model has counted: its precursors, and what recipes made of them. Rankers and re-ranker share one.
#pragma once

#include <string>

#include "model/counting/counting_data.h"
#include "model/counting/counting_tables.h"
#include "model/search/material.h"

namespace matroute {

struct Counts {
  // Throws Error (model), naming `where`, where a precursor of the data is no formula.
  Counts(const CountingData& data, const std::string& where)
      : vocabulary(make_vocabulary(data.materials, where)), tables(data) {}

  Vocabulary vocabulary;
  CountingTables tables;
};

}  // namespace matroute
