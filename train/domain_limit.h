// The limit of a model's domain: how many recipes with its rarest element a target needs for its routes to deserve
// trust.
#pragma once

#include <utility>
#include <vector>

namespace matroute {

// Learns from held-out targets: from CountingTables::least_seen (recipes), and whether route 1 was the recorded one.
class DomainLimit {
 public:
  void add(double least_seen, bool right) { rows_.emplace_back(least_seen, right); }

  // The largest of 1, 2, 4, 8, 16 and 32 recipes up to which route 1 is right at most 0.6 times as often as overall; 0
  // where there is none, so that only targets with an element never seen in its context lie outside.
  double limit() const;

  // Share of the targets whose least_seen is at most `most` for which route 1 is right; 1 where they are fewer than 30,
  // too few to tell.
  double share_right(double most) const;

 private:
  std::vector<std::pair<double, bool>> rows_;
};

}  // namespace matroute
