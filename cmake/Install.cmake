# An installed tree runs from wherever it is moved: bin/matroute, lib/matroute (libtorch), share/matroute/models.
