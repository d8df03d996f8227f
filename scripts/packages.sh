# shellcheck shell=bash
# Debian 12 packages by purpose. Sourced by scripts/setup.
build_packages=(
  g++ cmake ninja-build python3 python3-pip ca-certificates
  librdkit-dev libboost-dev libboost-serialization-dev
  libhdf5-dev libsimdjson-dev liblzma-dev zlib1g-dev libssl-dev
  libcli11-dev libfmt-dev nlohmann-json3-dev libutf8proc-dev
  libgtest-dev libgmock-dev
)
test_packages=(python3-h5py python3-pandas python3-tables)
develop_packages=(
  clang-format-14 clang-tidy-14 clang-14 libclang-rt-14-dev libomp-14-dev
  libbenchmark-dev ccache
)
