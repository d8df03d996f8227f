// A loop on all threads (threads.h says how many) whose body may throw. The only door to OpenMP: a bare pragma ends the
// process where an exception leaves the loop, so scripts/check_words.sh refuses it elsewhere.
#pragma once

#include <algorithm>
#include <cstddef>
#include <exception>
#include <vector>

namespace matroute {

// Calls body(i) for 0 <= i < count in any order, `grain` > 0 at a time per thread, or all in order on this thread where
// `parallel` is false. Where calls throw, all others are made nevertheless; then what the lowest i threw is thrown,
// whatever the number of threads.
template <class Body>
void parallel_for(std::size_t count, std::size_t grain, const Body& body, bool parallel = true) {
  std::vector<std::exception_ptr> failures(count);
#pragma omp parallel for schedule(dynamic, static_cast <int>(grain)) if (parallel)
  for (std::size_t i = 0; i < count; ++i) {
    try {
      body(i);
    } catch (...) {
      failures[i] = std::current_exception();
    }
  }
  const auto first =
      std::find_if(failures.begin(), failures.end(), [](const auto& failure) { return failure != nullptr; });
  if (first != failures.end()) std::rethrow_exception(*first);
}

}  // namespace matroute
