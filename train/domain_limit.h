// Up to which support of its rarest element a target's routes deserve little trust.
#pragma once

#include <utility>
#include <vector>

namespace matroute {

// Learns from targets that were held out: CountingTables::least_seen, and whether route 1 was the recorded one.
class DomainLimit {
 public:
  void add(double least_seen, bool right) { rows_.emplace_back(least_seen, right); }

  // The largest of 1, 2, 4, 8, 16 and 32 recipes up to which route 1 is right at most 0.6 times as often as overall; 0,
  // for elements never seen in their context, where there is none.
  double limit() const;

  // Of the targets whose least_seen is at most this; 1 where they are fewer than 30 and cannot tell.
  double share_right(double most) const;

 private:
  std::vector<std::pair<double, bool>> rows_;
};

}  // namespace matroute
