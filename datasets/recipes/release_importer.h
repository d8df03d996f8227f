// One record of a text-mined release (JSON) to recipes. The schema is that of the releases of 2019 to 2021.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "datasets/recipes/import_record.h"

namespace matroute {

// True where the beginning of a file looks like a release rather than a table of own recipes.
bool is_release(std::string_view head);

// Not thread-safe: one per thread.
class ReleaseRecordReader {
 public:
  ReleaseRecordReader();
  ReleaseRecordReader(ReleaseRecordReader&&) noexcept;
  ~ReleaseRecordReader();

  // method: for records that state none.
  ImportedRecord read(const std::string& json, Method method);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace matroute
