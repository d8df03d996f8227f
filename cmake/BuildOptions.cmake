# What every target of ours is compiled with: warnings, sanitizers, the generated build_info.h and shared precompiled headers.
option(MATROUTE_WERROR "Treat warnings as errors" OFF)

add_library(matroute_warnings INTERFACE)
target_compile_options(matroute_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
                       $<$<BOOL:${MATROUTE_WERROR}>:-Werror>)
# False alarms of g++ 12 inside inlined std::string and temporaries that are never built (GCC bugs 105651, 105329, 105562).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(matroute_warnings INTERFACE
    -Wno-array-bounds -Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread
    -Wno-maybe-uninitialized)
endif()

add_library(matroute_options INTERFACE)
target_include_directories(matroute_options INTERFACE ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR}/generated)
target_link_libraries(matroute_options INTERFACE matroute_warnings Threads::Threads)
# Rooms go into the program and into the library that computes. What is hidden is called as directly as in a program.
target_compile_options(matroute_options INTERFACE -fPIC -fvisibility=hidden -fvisibility-inlines-hidden)
# By flag, not by the library's path: libtorch brings a libgomp.so.1 too, and the first one loaded serves both.
target_compile_options(matroute_options INTERFACE ${OpenMP_CXX_FLAGS})
target_link_options(matroute_options INTERFACE ${OpenMP_CXX_FLAGS})
if(MATROUTE_SANITIZE)
  target_compile_options(matroute_options INTERFACE -fsanitize=${MATROUTE_SANITIZE} -fno-sanitize-recover=undefined)
  # Static, for libasan.so's own dlopen() would search along its run path instead of ours.
  target_link_options(matroute_options INTERFACE -fsanitize=${MATROUTE_SANITIZE}
    $<$<CXX_COMPILER_ID:GNU>:-static-libasan>)
endif()
if(MATROUTE_FUZZ)
  target_compile_options(matroute_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

set(MATROUTE_MODELS_SUBDIR share/matroute/models)
configure_file(${CMAKE_CURRENT_LIST_DIR}/build_info.h.in ${PROJECT_BINARY_DIR}/generated/build_info.h @ONLY)

# One precompiled header serves every target that is compiled with the same flags; see matroute_library().
file(GENERATE OUTPUT ${PROJECT_BINARY_DIR}/generated/pch.cc CONTENT "// Carries the precompiled header.\n")
add_library(matroute_pch OBJECT ${PROJECT_BINARY_DIR}/generated/pch.cc)
target_link_libraries(matroute_pch PRIVATE matroute_options fmt::fmt nlohmann_json::nlohmann_json)
target_precompile_headers(matroute_pch PRIVATE
  <algorithm> <array> <charconv> <cstdint> <filesystem> <functional> <map> <memory> <optional> <span> <string>
  <string_view> <unordered_map> <utility> <variant> <vector> <fmt/format.h> <nlohmann/json.hpp>)
