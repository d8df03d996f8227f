// The three rounds of checking a results file, and the faults that they find. Private to the results sources.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "datasets/io/hdf5_util.h"
#include "datasets/results/results_file.h"

namespace matroute {

// Faults in the order found, up to a number of each kind.
class FaultList {
 public:
  explicit FaultList(std::uint64_t most_per_rule) : most_per_rule_(most_per_rule) {}

  void add(const std::string& dataset, const std::string& rule) { faults_.push_back("/" + dataset + ": " + rule); }
  void add(const std::string& dataset, std::uint64_t row, const std::string& rule) {
    const std::uint64_t number = ++counts_[{dataset, rule}];
    if (number <= most_per_rule_) add(dataset, "row " + std::to_string(row) + ": " + rule);
  }

  bool empty() const { return faults_.empty(); }
  // With a line for each rule that was broken more often than listed.
  std::vector<std::string> take() {
    for (const auto& [rule, count] : counts_) {
      if (count > most_per_rule_) {
        add(rule.first, rule.second + ": " + std::to_string(count - most_per_rule_) + " more rows");
      }
    }
    return std::move(faults_);
  }

 private:
  std::uint64_t most_per_rule_;
  std::vector<std::string> faults_;
  std::map<std::pair<std::string, std::string>, std::uint64_t> counts_;
};

// Every dataset is there, has its type and as many rows as its table, and every chunk can be read.
void check_storage(const H5File& file, FaultList& faults);

// Every value of every column obeys the rule of its kind. Only for files without faults in storage.
void check_columns(const H5File& file, FaultList& faults);

// What is asked of whole targets: probabilities, coefficients, quantiles, the summary. Only for files without faults
// in their columns.
void check_targets(const H5File& file, FaultList& faults);

}  // namespace matroute
