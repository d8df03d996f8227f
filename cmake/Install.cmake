# An installed tree runs from wherever it is moved: bin/matroute, lib/matroute (what computes, libtorch and what it needs),
# share/matroute. Debian's own libraries are left to Debian.
set(lib_dir lib/matroute)
set(targets matroute)
install(TARGETS matroute RUNTIME_DEPENDENCY_SET needed RUNTIME DESTINATION bin)
if(TARGET matroute_compute)
  list(APPEND targets matroute_compute)
  install(TARGETS matroute_compute RUNTIME_DEPENDENCY_SET needed LIBRARY DESTINATION ${lib_dir})
endif()
install(IMPORTED_RUNTIME_ARTIFACTS Torch::cpu Torch::c10 RUNTIME_DEPENDENCY_SET needed
  LIBRARY DESTINATION ${lib_dir})
install(RUNTIME_DEPENDENCY_SET needed
  PRE_EXCLUDE_REGEXES "^ld-linux" "^lib(c|m|dl|rt|pthread|stdc\\+\\+|gcc_s)\\.so"
  POST_EXCLUDE_REGEXES "^/lib" "^/usr/lib"
  LIBRARY DESTINATION ${lib_dir})
install(DIRECTORY models/ DESTINATION ${MATROUTE_MODELS_SUBDIR})
install(FILES LICENSE DESTINATION share/doc/matroute)

# The build tree finds libraries where they were linked, an installed one in its own folder alone. The run path is written
# so from the start: what CMake would put there to be replaced ends in an empty entry, which means the current folder.
set_target_properties(${targets} PROPERTIES BUILD_WITH_INSTALL_RPATH ON INSTALL_RPATH_USE_LINK_PATH ON)
set_target_properties(matroute PROPERTIES INSTALL_RPATH "$ORIGIN/../${lib_dir}")
install(CODE [[file(RPATH_SET FILE "$ENV{DESTDIR}${CMAKE_INSTALL_PREFIX}/bin/matroute" NEW_RPATH "$ORIGIN/../lib/matroute")]])
if(TARGET matroute_compute)
  # A library inside of the project is none that CMake would leave in the run path by itself.
  cmake_path(GET Torch_LIBRARY PARENT_PATH torch_dir)
  set_target_properties(matroute_compute PROPERTIES INSTALL_RPATH "$ORIGIN;${torch_dir}")
  install(CODE
    [[file(RPATH_SET FILE "$ENV{DESTDIR}${CMAKE_INSTALL_PREFIX}/lib/matroute/matroute_compute.so" NEW_RPATH "$ORIGIN")]])
endif()
