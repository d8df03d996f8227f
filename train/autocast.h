// Matrix products in bfloat16 while it lives, on one kind of device; sums, norms and losses stay in 32 bits.
#pragma once

namespace matroute {

class Autocast {
 public:
  enum class On { kNothing, kCpu, kCuda };
  explicit Autocast(On on);
  ~Autocast();
  Autocast(const Autocast&) = delete;
  Autocast& operator=(const Autocast&) = delete;

 private:
  On on_;
  bool was_enabled_ = false;
  int type_before_ = 0;
};

}  // namespace matroute
