# Torch::Torch: libtorch_cpu.so and libc10.so alone. The package file of PyPI's wheel wants a CUDA toolkit even for CPU
# programs; nothing here looks for one. Searched in CMAKE_PREFIX_PATH first, then in .deps/torch, where scripts/setup puts it.
file(STRINGS ${CMAKE_CURRENT_LIST_DIR}/torch_cpu.txt pin REGEX "^torch==")
string(REPLACE "torch==" "" pin "${pin}")
set(MATROUTE_TORCH_VERSION ${pin} CACHE STRING "Lowest version of libtorch that is accepted")

include(ForgetMissing)
matroute_forget_missing(Torch_INCLUDE_DIR Torch_LIBRARY Torch_C10_LIBRARY)
set(hints ${PROJECT_SOURCE_DIR}/.deps/torch)
find_path(Torch_INCLUDE_DIR ATen/ATen.h HINTS ${hints} PATH_SUFFIXES include torch/include)
find_library(Torch_LIBRARY torch_cpu HINTS ${hints} PATH_SUFFIXES lib torch/lib)
find_library(Torch_C10_LIBRARY c10 HINTS ${hints} PATH_SUFFIXES lib torch/lib)
mark_as_advanced(Torch_INCLUDE_DIR Torch_LIBRARY Torch_C10_LIBRARY)

set(Torch_VERSION "")
foreach(header torch/headeronly/version.h torch/csrc/api/include/torch/version.h)
  if(Torch_INCLUDE_DIR AND NOT Torch_VERSION AND EXISTS ${Torch_INCLUDE_DIR}/${header})
    file(STRINGS ${Torch_INCLUDE_DIR}/${header} lines REGEX "^#define TORCH_VERSION_(MAJOR|MINOR|PATCH) [0-9]+")
    list(TRANSFORM lines REPLACE "^#define TORCH_VERSION_[A-Z]+ " "")
    list(JOIN lines "." Torch_VERSION)
  endif()
endforeach()
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(
  Torch REQUIRED_VARS Torch_LIBRARY Torch_C10_LIBRARY Torch_INCLUDE_DIR VERSION_VAR Torch_VERSION)
if(NOT Torch_FOUND)
  return()
endif()

if(Torch_VERSION VERSION_LESS MATROUTE_TORCH_VERSION)
  message(FATAL_ERROR "libtorch ${Torch_VERSION} in ${Torch_INCLUDE_DIR} is too old: matroute needs "
                      "${MATROUTE_TORCH_VERSION} or newer (-DMATROUTE_TORCH_VERSION=X accepts another).")
endif()
# The constructor of c10::Error takes a std::string, whose mangled name tells which of libstdc++'s two ABIs it was built with.
file(STRINGS ${Torch_C10_LIBRARY} new_abi REGEX "^_ZN3c105ErrorC[12]ENS_14SourceLocationENSt7__cxx11" LIMIT_COUNT 1)
if(NOT new_abi)
  message(FATAL_ERROR "${Torch_C10_LIBRARY} was built with the old C++ ABI (_GLIBCXX_USE_CXX11_ABI=0), which cannot be "
                      "linked with Debian's RDKit: use a libtorch built with the new one, such as PyPI's wheel.")
endif()

if(NOT TARGET Torch::Torch)
  add_library(Torch::cpu SHARED IMPORTED)
  set_target_properties(Torch::cpu PROPERTIES IMPORTED_LOCATION ${Torch_LIBRARY})
  add_library(Torch::c10 SHARED IMPORTED)
  set_target_properties(Torch::c10 PROPERTIES IMPORTED_LOCATION ${Torch_C10_LIBRARY})
  add_library(Torch::Torch INTERFACE IMPORTED)
  target_include_directories(Torch::Torch SYSTEM INTERFACE
    ${Torch_INCLUDE_DIR} ${Torch_INCLUDE_DIR}/torch/csrc/api/include)
  target_link_libraries(Torch::Torch INTERFACE Torch::cpu Torch::c10)
endif()
