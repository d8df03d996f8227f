// Counting tables to and from tensors, with every condition of the header checked.
#include "model/counting/counting_data.h"

#include <algorithm>
#include <array>
#include <bit>

#include "base/error.h"
#include "chem/synthesis.h"

namespace matroute {
namespace {

[[noreturn]] void fail(const std::string& where, const std::string& what) {
  throw Error(ErrorKind::kModel, where + " holds no sound counting model: " + what);
}

void check_rows(const CountingData& data, const std::string& where) {
  const std::size_t rows = data.rows();
  if (data.row_context.size() != rows || data.row_element.size() != rows || data.row_targets.size() != rows ||
      data.row_ptr.size() != rows + 1 || data.entry_weight.size() != data.entry_material.size()) {
    fail(where, "its tables differ in length");
  }
  if (data.row_ptr.front() != 0 || data.row_ptr.back() != data.entry_material.size() ||
      !std::is_sorted(data.row_ptr.begin(), data.row_ptr.end())) {
    fail(where, "its row pointers are out of order");
  }
  using RowId = std::array<unsigned, 3>;
  RowId previous{};
  for (std::size_t r = 0; r < rows; ++r) {
    const RowId id = {data.row_method[r], data.row_context[r], data.row_element[r]};
    if (id[0] >= kMethodNames.size() || id[1] >= kAnionContexts || id[2] > kElementCount)
      fail(where, "a row is unknown");
    if (r > 0 && !(previous < id)) fail(where, "its rows are out of order");
    if (data.row_targets[r] < 0) fail(where, "a count is negative");
    if (id[2] == 0 && data.row_ptr[r] != data.row_ptr[r + 1]) fail(where, "a context has precursors");
    previous = id;
  }
}

// Without a weight of the targets no method would have a share of the recipes.
void check_weight_of_targets(const CountingData& data, const std::string& where) {
  double weight = 0.0;
  for (std::size_t r = 0; r < data.rows(); ++r) {
    if (data.row_element[r] == 0) weight += static_cast<double>(data.row_targets[r]);
  }
  if (!(weight > 0)) fail(where, "its targets have no weight");
}

void check_entries(const CountingData& data, const std::string& where) {
  for (std::size_t r = 0; r < data.rows(); ++r) {
    for (std::size_t i = data.row_ptr[r]; i < data.row_ptr[r + 1]; ++i) {
      if (data.entry_material[i] >= data.materials.size()) fail(where, "a precursor is not in the vocabulary");
      if (i > data.row_ptr[r] && data.entry_material[i - 1] >= data.entry_material[i]) {
        fail(where, "precursors are out of order");
      }
      if (!(data.entry_weight[i] > 0)) fail(where, "a count is not positive");
    }
  }
  if (!std::is_sorted(data.target_hashes.begin(), data.target_hashes.end()) ||
      !std::is_sorted(data.system_hashes.begin(), data.system_hashes.end())) {
    fail(where, "its targets are out of order");
  }
}

}  // namespace

namespace {

Tensor hash_tensor(const std::string& name, const std::vector<std::uint64_t>& hashes) {
  std::vector<std::int64_t> values;
  values.reserve(hashes.size());
  for (const std::uint64_t hash : hashes) values.push_back(std::bit_cast<std::int64_t>(hash));
  return Tensor::of<std::int64_t>(name, values);
}

std::vector<std::uint64_t> hashes_of(const std::vector<Tensor>& tensors, const std::string& name,
                                     const std::string& where) {
  std::vector<std::uint64_t> hashes;
  for (const std::int64_t hash : values_of<std::int64_t>(tensors, name, where)) {
    hashes.push_back(std::bit_cast<std::uint64_t>(hash));
  }
  return hashes;
}

}  // namespace

std::vector<Tensor> to_tensors(const CountingData& data) {
  // Tensors of the widest types stand first, so that the data of every tensor are aligned.
  return {hash_tensor("target_hashes", data.target_hashes),
          hash_tensor("system_hashes", data.system_hashes),
          Tensor::of<float>("row_targets", data.row_targets),
          Tensor::of<std::uint32_t>("row_ptr", data.row_ptr),
          Tensor::of<std::uint32_t>("entry_material", data.entry_material),
          Tensor::of<float>("entry_weight", data.entry_weight),
          Tensor::of<std::uint16_t>("row_context", data.row_context),
          Tensor::of<std::uint8_t>("row_method", data.row_method),
          Tensor::of<std::uint8_t>("row_element", data.row_element)};
}

CountingData counting_data_from_tensors(const std::vector<Tensor>& tensors, std::vector<std::string> materials,
                                        const std::string& where) {
  CountingData data;
  data.materials = std::move(materials);
  data.row_method = values_of<std::uint8_t>(tensors, "row_method", where);
  data.row_context = values_of<std::uint16_t>(tensors, "row_context", where);
  data.row_element = values_of<std::uint8_t>(tensors, "row_element", where);
  data.row_targets = values_of<float>(tensors, "row_targets", where);
  data.row_ptr = values_of<std::uint32_t>(tensors, "row_ptr", where);
  data.entry_material = values_of<std::uint32_t>(tensors, "entry_material", where);
  data.entry_weight = values_of<float>(tensors, "entry_weight", where);
  data.target_hashes = hashes_of(tensors, "target_hashes", where);
  data.system_hashes = hashes_of(tensors, "system_hashes", where);
  if (data.row_ptr.empty()) fail(where, "its row pointers are empty");
  check_rows(data, where);
  check_weight_of_targets(data, where);
  check_entries(data, where);
  return data;
}

}  // namespace matroute
