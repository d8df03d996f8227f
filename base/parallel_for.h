// A loop on all OpenMP threads that may throw.
#pragma once

#include <algorithm>
#include <cstddef>
#include <exception>
#include <vector>

namespace matroute {

// Calls body(i) for 0 <= i < count in any order, `grain` at a time per thread, or all on this thread where `parallel`
// is false. What it throws for the lowest i is thrown once all calls have ended: nothing may leave a parallel region.
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
