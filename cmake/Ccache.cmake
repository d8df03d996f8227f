# Compiles through ccache where there is one; precompiled headers need it to look past their time stamps.
find_program(MATROUTE_CCACHE ccache)
if(MATROUTE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER
      env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${MATROUTE_CCACHE})
endif()
