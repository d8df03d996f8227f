// How many threads the loops of parallel_for.h run on. With parallel_for.h the only door to OpenMP.
#pragma once

#include <cstddef>

namespace matroute {

// Of a loop that the calling thread starts; at least 1. At first one per processor, or what OMP_NUM_THREADS says.
int thread_count();
// For the loops that the calling thread starts from now on; count > 0.
void set_thread_count(int count);

// Processors that this process may use.
int processor_count();

// Inside the body of a parallel_for: which of its threads this is, 0 to thread_count() - 1. 0 outside, and in a loop
// inside a loop.
std::size_t thread_index();

}  // namespace matroute
