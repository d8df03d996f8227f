// Switches libtorch's autocast on, and back to its former state.
#include "train/autocast.h"

#include <ATen/autocast_mode.h>

namespace matroute {
namespace {

c10::DeviceType device_of(Autocast::On on) { return on == Autocast::On::kCuda ? at::kCUDA : at::kCPU; }

}  // namespace

Autocast::Autocast(On on) : on_(on) {
  if (on_ == On::kNothing) return;
  const auto device = device_of(on_);
  was_enabled_ = at::autocast::is_autocast_enabled(device);
  type_before_ = static_cast<int>(at::autocast::get_autocast_dtype(device));
  at::autocast::set_autocast_enabled(device, true);
  at::autocast::set_autocast_dtype(device, at::kBFloat16);
  at::autocast::increment_nesting();
}

Autocast::~Autocast() {
  if (on_ == On::kNothing) return;
  const auto device = device_of(on_);
  if (at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
  at::autocast::set_autocast_dtype(device, static_cast<at::ScalarType>(type_before_));
  at::autocast::set_autocast_enabled(device, was_enabled_);
}

}  // namespace matroute
