// Matrix products in bfloat16 on one kind of device, during the lifetime of an Autocast object; sums, norms and losses
// stay in 32 bits.
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
