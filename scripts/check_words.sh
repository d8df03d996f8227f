#!/bin/bash
# Fails when a source carries a note of unfinished work or a path of somebody's own machine, or reaches OpenMP by
# another door than base/parallel_for.h and base/threads.h.
# usage: scripts/check_words.sh [ROOT]     Every breach on a line.
cd "${1:-$(dirname "${BASH_SOURCE[0]}")/..}" || exit 2
found=0
if grep -rnE --include='*.h' --include='*.cc' --include='*.py' --include='*.sh' --include='*.cmake' --include='*.txt' \
  --include='*.md' --exclude-dir=.deps --exclude-dir=build --exclude-dir=data \
  '\b(T[O]DO|F[I]XME|X[X]X)\b|/w[o]rk/|/h[o]me/[a-z]|\.\./[s]hared' .; then
  found=1
fi
# An exception that leaves a parallel region ends the process: parallel_for catches it, a bare pragma does not.
if grep -rnE --include='*.h' --include='*.cc' --exclude-dir=.deps --exclude-dir=build \
  '#\s*pragma\s+omp|_Pragma\s*\(\s*"omp|<omp\.h>|\bomp_[a-z]' . | grep -vE '^\./base/(parallel_for\.h|threads\.cc):'; then
  found=1
fi
exit $found
