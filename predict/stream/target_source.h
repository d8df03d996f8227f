// The rows of a stream, one by one: from the command line or from a file of any size.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace matroute {

struct TargetRow {
  std::uint64_t row = 0;                // 0-based record of the input
  std::string id;                       // empty where there is none
  std::string formula;                  // verbatim
  std::vector<std::string> precursors;  // empty where the source has none
  std::string error;                    // why the record cannot be read; empty where it can
};

// Not thread-safe.
class TargetSource {
 public:
  virtual ~TargetSource() = default;

  // Reads the next row; false at the end. Throws Error (input) where nothing more can be read.
  virtual bool next(TargetRow& row) = 0;

  virtual std::string name() const = 0;
  // SHA-256 of the bytes of the file; complete once next() has returned false. Empty without a file.
  virtual std::string sha256() const = 0;
};

struct TargetColumns {
  std::string formula;            // empty: "formula", else "target", else the only column
  std::string id;                 // empty: "id" if there is one
  std::string formula_flag = {};  // flag that names the column of formulas, for messages; empty: none
  bool reaction = false;          // rows are reactions: "target" goes before "formula", and "precursors" is needed
};

std::unique_ptr<TargetSource> targets_from_list(std::vector<std::string> formulas);

// A source of one row; precursors are separated by commas.
std::unique_ptr<TargetSource> reaction_from_texts(const std::string& target, const std::string& precursors);

// The rows of a .txt, .csv, .tsv, .jsonl or .json file, plain or compressed; "-" is standard input. Throws Error
// (input) where the file or a column that `columns` names is missing.
std::unique_ptr<TargetSource> targets_from_file(const std::string& path, const TargetColumns& columns);

}  // namespace matroute
