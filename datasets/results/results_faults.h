// Faults found in a results file, each kind a limited number of times. Private to the results sources.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace matroute {

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

}  // namespace matroute
