// Writes a results file with a value in every column, for the scripts that open it with other programs.
#include <cstdlib>

#include "tests/datasets/results/results_sample.h"

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  matroute::write_sample(argv[1], 0, std::strtoull(argv[2], nullptr, 10));
  return 0;
}
