// Thread counts, by OpenMP.
#include "base/threads.h"

#include <omp.h>

namespace matroute {

int thread_count() { return omp_get_max_threads(); }

void set_thread_count(int count) { omp_set_num_threads(count); }

int processor_count() { return omp_get_num_procs(); }

std::size_t thread_index() { return static_cast<std::size_t>(omp_get_thread_num()); }

}  // namespace matroute
