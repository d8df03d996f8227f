// The number of threads inside a scope of a test.
#pragma once

#include "base/threads.h"

namespace matroute::testing_threads {

class Threads {
 public:
  explicit Threads(int count) { set_thread_count(count); }
  Threads(const Threads&) = delete;
  Threads& operator=(const Threads&) = delete;
  ~Threads() { set_thread_count(before_); }

 private:
  int before_ = thread_count();
};

// For small networks: with more, libtorch spends its time waiting where other programs run too.
class OneThread : public Threads {
 public:
  OneThread() : Threads(1) {}
};

}  // namespace matroute::testing_threads
