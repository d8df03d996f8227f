// Why a record of an import, or one of its targets, is not in the corpus.
#pragma once

#include <cstdint>
#include <string>

namespace matroute {

// A record, or one target of a record, that could not be used.
struct Rejection {
  std::string file;
  std::uint64_t record = 0;  // 0-based
  std::string doi;
  std::string target;  // empty where the whole record is meant
  std::string reason;  // a few words, the same for all of a kind
  std::string detail;
};

}  // namespace matroute
