# shellcheck shell=bash
# is_current ROOT: whether the built program matches the sources. Sourced by ./matroute at each start, so it must be quick:
# one find, no other process. A folder's own time changes when a file in it appears or goes.
is_current() {
  local build=$1/build/release built_root='' libtorch=''
  { read -r built_root && read -r libtorch; } 2>/dev/null <"$build/.built" || return 1
  [ "$built_root" = "$1" ] && [ -x "$build/cli/matroute" ] && [ -e "$build/cli/matroute_compute.so" ] && [ -e "$libtorch" ] ||
    return 1
  [ -z "$(cd "$1" && find CMakeLists.txt CMakePresets.json cmake base chem datasets model train predict cli \
    -newer "$build/.built" -print -quit 2>&1)" ]
}
