# How a folder becomes a target, and its tests an executable.

# matroute_library(FOLDER SOURCES file... [PUBLIC target...] [PRIVATE target...]): the library matroute_FOLDER.
function(matroute_library folder)
  cmake_parse_arguments(arg "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  set(target matroute_${folder})
  if(NOT arg_SOURCES)
    add_library(${target} INTERFACE)
    target_link_libraries(${target} INTERFACE matroute_options ${arg_PUBLIC} ${arg_PRIVATE})
    return()
  endif()
  add_library(${target} STATIC ${arg_SOURCES})
  target_link_libraries(${target} PUBLIC matroute_options ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
  target_precompile_headers(${target} REUSE_FROM matroute_pch)
endfunction()

# matroute_add_tests(FOLDER file... [LABEL label] [LINK target...]): one executable, one ctest per test case.
# LABEL is unit (default), regression, gpu or slow; a label other than unit gets an executable of its own.
function(matroute_add_tests folder)
  cmake_parse_arguments(arg "" "LABEL" "LINK" ${ARGN})
  if(NOT arg_UNPARSED_ARGUMENTS)
    return()
  endif()
  set(label unit)
  set(target matroute_${folder}_tests)
  if(arg_LABEL AND NOT arg_LABEL STREQUAL "unit")
    set(label ${arg_LABEL})
    set(target matroute_${folder}_${label}_tests)
  endif()
  add_executable(${target} ${arg_UNPARSED_ARGUMENTS})
  target_link_libraries(${target} PRIVATE matroute_options ${arg_LINK} GTest::gmock GTest::gtest_main)
  if(TARGET matroute_${folder})
    target_link_libraries(${target} PRIVATE matroute_${folder})
  endif()
  target_precompile_headers(${target} REUSE_FROM matroute_pch)
  target_compile_definitions(${target} PRIVATE
    MATROUTE_TEST_DATA_DIR="${PROJECT_SOURCE_DIR}/tests/data" MATROUTE_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  gtest_discover_tests(${target} TEST_PREFIX ${folder}. DISCOVERY_TIMEOUT 60
                       PROPERTIES LABELS ${label} TIMEOUT 600)
endfunction()
