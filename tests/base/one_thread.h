// Small networks run on one thread: with more, libtorch spends its time waiting where other programs run too.
#pragma once

#include <omp.h>

namespace matroute::testing_threads {

class OneThread {
 public:
  OneThread() { omp_set_num_threads(1); }
  OneThread(const OneThread&) = delete;
  OneThread& operator=(const OneThread&) = delete;
  ~OneThread() { omp_set_num_threads(before_); }

 private:
  int before_ = omp_get_max_threads();
};

}  // namespace matroute::testing_threads
