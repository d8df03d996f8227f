# matroute_forget_missing(VARIABLE...): drops cached paths that have gone since, so that they are searched again.
function(matroute_forget_missing)
  foreach(variable ${ARGN})
    if(DEFINED CACHE{${variable}} AND NOT EXISTS "$CACHE{${variable}}")
      unset(${variable} CACHE)
    endif()
  endforeach()
endfunction()
