# Shared by the scripts: where the project is, and how they speak. Sourced by bash; everything is said on stderr.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
deps=$root/.deps

say() { printf 'matroute: %s\n' "$*" >&2; }

fail() {
  printf 'matroute: %s\n' "$@" >&2
  exit 1
}

# One compiler of this project takes up to 1.5 GB: as many jobs as cores and free memory allow.
job_count() {
  local cores free_mb
  cores=$(nproc)
  free_mb=$(awk '/^MemAvailable:/ {print int($2 / 1024)}' /proc/meminfo)
  local by_memory=$((free_mb / 1500))
  [ "$by_memory" -ge 1 ] || by_memory=1
  echo $((cores < by_memory ? cores : by_memory))
}

# Where a libtorch that the user brings lies in CMAKE_PREFIX_PATH; prints nothing when there is none.
own_libtorch() {
  local prefix
  local IFS=':;'
  for prefix in ${CMAKE_PREFIX_PATH:-}; do
    for folder in "$prefix/lib" "$prefix/torch/lib"; do
      if [ -e "$folder/libtorch_cpu.so" ]; then
        echo "$folder"
        return
      fi
    done
  done
}
