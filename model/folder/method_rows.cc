// The tensors with a dimension of methods, and how their rows are moved.
#include "model/folder/method_rows.h"

#include <algorithm>
#include <cstring>
#include <numeric>

#include "base/error.h"

namespace matroute {
namespace {

// Where the methods stand in a tensor.
enum class Place {
  kFirst,      // the first dimension
  kLast,       // the last dimension
  kEndOfLast,  // the last numbers of the last dimension
  kIndex,      // the tensor is a list of numbers of methods
};

struct MethodTensor {
  std::string_view part;
  std::string_view name;
  Place place;
  float absent = 0.0F;  // stands in the rows of a method that the model lacks
};

constexpr float kNever = -1e9F;  // a log-probability that no beam follows

constexpr std::array kMethodTensors = {
    MethodTensor{"counts", "row_method", Place::kIndex},
    MethodTensor{"network", "method_out.weight", Place::kFirst},
    MethodTensor{"network", "method_out.bias", Place::kFirst, kNever},
    MethodTensor{"network", "method_in.weight", Place::kFirst},
    MethodTensor{"network", "material_bias.weight", Place::kFirst},
    MethodTensor{"network", "material_bias.bias", Place::kFirst},
    MethodTensor{"network", "end_bias", Place::kFirst},
    MethodTensor{"network", "identity_bias", Place::kLast},
    MethodTensor{"network", "material_in.weight", Place::kEndOfLast},
    MethodTensor{"network", "material_mean", Place::kEndOfLast},
    MethodTensor{"network", "material_scale", Place::kEndOfLast, 1.0F},
    MethodTensor{"reranker", "sharpness", Place::kFirst, 1.0F},
    MethodTensor{"reranker", "none_shift", Place::kFirst},
    MethodTensor{"reranker", "statistics.votes.methods", Place::kIndex},
};

[[noreturn]] void fail(const std::string& where, const std::string& what) {
  throw Error(ErrorKind::kModel, where + ": " + what);
}

Tensor* find(std::vector<Tensor>& tensors, std::string_view name) {
  const auto found = std::ranges::find_if(tensors, [&](const Tensor& tensor) { return tensor.name == name; });
  return found == tensors.end() ? nullptr : &*found;
}

// Puts the elements of a one-dimensional tensor into the order given, a list of positions.
void reorder(Tensor& tensor, std::span<const std::size_t> order) {
  const std::size_t size = size_of(tensor.type);
  std::vector<std::uint8_t> bytes(order.size() * size);
  for (std::size_t i = 0; i < order.size(); ++i) std::memcpy(&bytes[i * size], &tensor.bytes[order[i] * size], size);
  tensor.bytes = std::move(bytes);
  tensor.shape = {order.size()};
}

bool holds(const Tensor* tensor, std::size_t elements) {
  return tensor != nullptr && tensor->bytes.size() == elements * size_of(tensor->type);
}

// Sorts the rows of counts by method, as CountingData wants them, after methods got other numbers. Tables that
// contradict each other stay as they are, for counting_data_from_tensors to refuse.
void sort_count_rows(std::vector<Tensor>& tensors, const std::string& where) {
  const auto methods = values_of<std::uint8_t>(tensors, "row_method", where);
  const auto ptr = values_of<std::uint32_t>(tensors, "row_ptr", where);
  const std::size_t rows = methods.size();
  const bool sound = ptr.size() == rows + 1 && ptr.front() == 0 && std::ranges::is_sorted(ptr);
  for (const char* name : {"row_context", "row_element", "row_targets"}) {
    if (!holds(find(tensors, name), rows)) return;
  }
  for (const char* name : {"entry_material", "entry_weight"}) {
    if (!sound || !holds(find(tensors, name), ptr.back())) return;
  }
  std::vector<std::size_t> row_order(rows);
  std::iota(row_order.begin(), row_order.end(), std::size_t{0});
  std::ranges::stable_sort(row_order, {}, [&](std::size_t row) { return methods[row]; });
  std::vector<std::size_t> entry_order;
  std::vector<std::uint32_t> new_ptr = {0};
  for (const std::size_t row : row_order) {
    for (std::size_t entry = ptr[row]; entry < ptr[row + 1]; ++entry) entry_order.push_back(entry);
    new_ptr.push_back(static_cast<std::uint32_t>(entry_order.size()));
  }
  for (const char* name : {"row_method", "row_context", "row_element", "row_targets"}) {
    reorder(*find(tensors, name), row_order);
  }
  for (const char* name : {"entry_material", "entry_weight"}) reorder(*find(tensors, name), entry_order);
  *find(tensors, "row_ptr") = Tensor::of<std::uint32_t>("row_ptr", new_ptr);
}

// A tensor as [outer, extent, inner], of which the methods are the last `methods` of `extent`.
struct Layout {
  std::size_t dimension = 0;  // of the methods
  std::size_t outer = 1;
  std::size_t extent = 1;
  std::size_t inner = 1;
};

// Empty where the tensor does not hold `methods` methods.
std::optional<Layout> layout_of(const Tensor& tensor, Place place, std::size_t methods) {
  if (tensor.type != TensorType::kF32 || tensor.shape.empty()) return {};
  Layout layout;
  layout.dimension = place == Place::kFirst ? 0 : tensor.shape.size() - 1;
  layout.extent = tensor.shape[layout.dimension];
  for (std::size_t d = 0; d < tensor.shape.size(); ++d) {
    if (d != layout.dimension) (d < layout.dimension ? layout.outer : layout.inner) *= tensor.shape[d];
  }
  const bool fits = place == Place::kEndOfLast ? layout.extent >= methods : layout.extent == methods;
  const bool whole = layout.outer * layout.extent * layout.inner * sizeof(float) == tensor.bytes.size();
  return fits && whole ? std::optional(layout) : std::nullopt;
}

// row: of the model's `methods` rows, by method of the program.
void move_rows(Tensor& tensor, const Layout& layout, std::span<const std::optional<std::size_t>> row,
               std::size_t methods, float absent) {
  const std::size_t before = layout.extent - methods;  // numbers of the dimension that are no methods
  const std::size_t extent = before + row.size();
  std::vector<float> old(tensor.bytes.size() / sizeof(float));
  if (!old.empty()) std::memcpy(old.data(), tensor.bytes.data(), tensor.bytes.size());
  std::vector<float> moved(layout.outer * extent * layout.inner, absent);
  for (std::size_t o = 0; o < layout.outer; ++o) {
    for (std::size_t i = 0; i < extent; ++i) {
      if (i >= before && !row[i - before]) continue;
      const std::size_t place = i < before ? i : before + *row[i - before];
      const auto first = old.begin() + static_cast<std::ptrdiff_t>((o * layout.extent + place) * layout.inner);
      std::copy_n(first, layout.inner, moved.begin() + static_cast<std::ptrdiff_t>((o * extent + i) * layout.inner));
    }
  }
  std::vector<std::uint64_t> shape = tensor.shape;
  shape[layout.dimension] = extent;
  tensor = Tensor::of<float>(tensor.name, moved);
  tensor.shape = std::move(shape);
}

// method: of the program, by row of the model.
void renumber(Tensor& tensor, std::span<const std::uint8_t> method, const std::string& where) {
  if (tensor.type != TensorType::kU8) return;  // the reader of the part refuses the tensor
  for (std::uint8_t& number : tensor.bytes) {
    if (number >= method.size()) fail(where, tensor.name + " holds a method that model.json does not name");
    number = method[number];
  }
}

}  // namespace

MethodRows::MethodRows(std::span<const std::string> names, const std::string& where) {
  if (names.empty()) fail(where, "the model names no methods");
  for (std::size_t row = 0; row < names.size(); ++row) {
    const auto method = method_from_name(names[row]);
    if (!method) {
      fail(where, "the model has the method \"" + names[row] + "\", which this program does not know: use a newer " +
                      "matroute");
    }
    auto& place = row_.at(static_cast<std::size_t>(*method));
    if (place) fail(where, "the model names the method \"" + names[row] + "\" twice");
    place = row;
    method_.push_back(static_cast<std::uint8_t>(*method));
  }
  same_ = std::ranges::equal(names, kMethodNames);
}

void MethodRows::to_program(std::string_view part, std::vector<Tensor>& tensors, const std::string& where) const {
  if (same_) return;
  for (const MethodTensor& entry : kMethodTensors) {
    if (entry.part != part) continue;
    Tensor* tensor = find(tensors, entry.name);
    if (tensor == nullptr) continue;  // the reader of the part reports the missing tensor
    if (entry.place == Place::kIndex) {
      renumber(*tensor, method_, where);
      continue;
    }
    const auto layout = layout_of(*tensor, entry.place, method_.size());
    if (!layout) {
      fail(where, "the tensor " + tensor->name + " has not the type and shape that the methods of model.json ask for");
    }
    move_rows(*tensor, *layout, row_, method_.size(), entry.absent);
  }
  if (part == "counts") sort_count_rows(tensors, where);
}

}  // namespace matroute
