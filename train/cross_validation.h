// Figures on recipes whose papers a model has not seen, by ranker and by method.
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

  // recipe: index.
  void add(const std::string& ranker, std::size_t recipe, const Outcome& outcome);
  // What the counting ranker finds for the recipes at these indices.
  void add_counting(const CountingData& data, const std::vector<std::size_t>& rows);

  // Tells them, and notes them for the card.
  void report(const TrainingEvents& events, std::map<std::string, double>& metrics) const;

 private:
  std::span<const Recipe> recipes_;
  std::map<std::string, std::vector<Outcome>> outcomes_;  // by ranker, and by ranker and method
};

}  // namespace matroute
