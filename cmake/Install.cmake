# An installed tree runs from wherever it is moved: bin/matroute, lib/matroute (libtorch and what it needs), share/matroute.
# Debian's own libraries are left to Debian.
set_target_properties(matroute PROPERTIES INSTALL_RPATH "$ORIGIN/../lib/matroute")
install(TARGETS matroute RUNTIME_DEPENDENCY_SET needed RUNTIME DESTINATION bin)
install(IMPORTED_RUNTIME_ARTIFACTS Torch::cpu Torch::c10 RUNTIME_DEPENDENCY_SET needed
  LIBRARY DESTINATION lib/matroute)
install(RUNTIME_DEPENDENCY_SET needed
  PRE_EXCLUDE_REGEXES "^ld-linux" "^lib(c|m|dl|rt|pthread|stdc\\+\\+|gcc_s)\\.so"
  POST_EXCLUDE_REGEXES "^/lib" "^/usr/lib"
  LIBRARY DESTINATION lib/matroute)
install(DIRECTORY models/ DESTINATION ${MATROUTE_MODELS_SUBDIR})
install(FILES LICENSE DESTINATION share/doc/matroute)
