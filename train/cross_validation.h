// Figures on recipes whose papers a model was not trained on, by ranker and by method.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "model/counting/counting_data.h"
#include "train/metrics.h"
#include "train/network_jobs.h"

namespace matroute {

class CrossValidation {
 public:
  // The recipes must outlive it.
  explicit CrossValidation(std::span<const Recipe> recipes) : recipes_(recipes) {}

  // Adds the outcome for the recipe at an index.
  void add(const std::string& ranker, std::size_t recipe, const Outcome& outcome);
  // Adds the outcomes of the counting ranker for the recipes at the indices `rows`. data: its counts, of other papers.
  void add_counting(const CountingData& data, const std::vector<std::size_t>& rows);

  // Writes the figures to the events, and to the metrics of a model card.
  void report(const TrainingEvents& events, std::map<std::string, double>& metrics) const;

 private:
  std::span<const Recipe> recipes_;
  std::map<std::string, std::vector<Outcome>> outcomes_;  // by ranker, and by ranker and method
};

}  // namespace matroute
