# RDKit::RDKit, the parts that chem uses. Debian ships RDKit's libraries without a CMake package and without Boost.
find_path(RDKit_INCLUDE_DIR GraphMol/PeriodicTable.h PATH_SUFFIXES rdkit)
find_path(RDKit_BOOST_INCLUDE_DIR boost/shared_ptr.hpp)
set(RDKit_PARTS GraphMol SmilesParse Fingerprints PartialCharges Descriptors DataStructs RDGeneral)
set(RDKit_LIBRARIES "")
foreach(part ${RDKit_PARTS})
  find_library(RDKit_${part}_LIBRARY RDKit${part} PATHS /usr/lib)
  mark_as_advanced(RDKit_${part}_LIBRARY)
  list(APPEND RDKit_REQUIRED RDKit_${part}_LIBRARY)
endforeach()

# The version stands in the library's own name: libRDKitGraphMol.so.1.2022.09.3
if(RDKit_GraphMol_LIBRARY)
  file(REAL_PATH ${RDKit_GraphMol_LIBRARY} RDKit_FILE)
  string(REGEX MATCH "20[0-9][0-9]\\.[0-9]+\\.[0-9]+" RDKit_VERSION "${RDKit_FILE}")
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(RDKit
  REQUIRED_VARS RDKit_INCLUDE_DIR RDKit_BOOST_INCLUDE_DIR ${RDKit_REQUIRED} VERSION_VAR RDKit_VERSION)
mark_as_advanced(RDKit_INCLUDE_DIR RDKit_BOOST_INCLUDE_DIR)
if(RDKit_FOUND AND NOT TARGET RDKit::RDKit)
  add_library(RDKit::RDKit INTERFACE IMPORTED)
  target_include_directories(RDKit::RDKit SYSTEM INTERFACE ${RDKit_INCLUDE_DIR} ${RDKit_BOOST_INCLUDE_DIR})
  foreach(part ${RDKit_PARTS})
    target_link_libraries(RDKit::RDKit INTERFACE ${RDKit_${part}_LIBRARY})
  endforeach()
endif()
