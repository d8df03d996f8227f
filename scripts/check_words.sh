#!/bin/bash
# Fails when a source carries a note of unfinished work or a path of somebody's own machine.
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 2
! grep -rnE --include='*.h' --include='*.cc' --include='*.py' --include='*.sh' --include='*.cmake' --include='*.txt' \
  --include='*.md' --exclude-dir=.deps --exclude-dir=build --exclude-dir=data \
  '\b(T[O]DO|F[I]XME|X[X]X)\b|/w[o]rk/|/h[o]me/[a-z]|\.\./[s]hared' .
