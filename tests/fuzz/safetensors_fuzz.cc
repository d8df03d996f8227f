// The safetensors reader on any bytes and on a good file with changed ones, and what takes the tensors that come out:
// a network, a re-ranker, and the counts.
#include <cstdlib>

#include "model/network/network_ranker.h"
#include "tests/fuzz/fuzz_input.h"
#include "tests/model/network/small_network.h"

namespace {

using namespace matroute;
using Bytes = std::vector<std::uint8_t>;

// Whatever is wrong must be an Error (model).
template <class Body>
bool succeeds(const Body& body) {
  try {
    body();
    return true;
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kModel) std::abort();
    return false;
  }
}

void check(const Bytes& file) {
  std::vector<Tensor> tensors;
  if (!succeeds([&] { tensors = read_safetensors(file, "fuzz"); })) return;
  if (read_safetensors(write_safetensors(tensors), "fuzz").size() != tensors.size()) std::abort();
  static RouteNetwork network = testing_models::barium_titanate_network();
  static const auto materials = testing_models::barium_titanate_data().materials;
  succeeds([&] { network.set_weights(tensors, "fuzz"); });
  succeeds([&] { reranker_from_tensors(tensors, materials.size(), "fuzz"); });
  succeeds([&] { counting_data_from_tensors(tensors, materials, "fuzz"); });
}

const std::vector<Bytes>& good_files() {
  static const std::vector<Bytes> files = [] {
    std::vector<Bytes> made;
    for (const auto& [name, content] : testing_models::barium_titanate_files()) made.push_back(content);
    return made;
  }();
  return files;
}

// The header is a small part of the file: half of the changes go there.
Bytes changed(Bytes file, FuzzInput& input) {
  std::uint64_t header = 0;
  std::memcpy(&header, file.data(), 8);
  if (input.byte() % 4 == 0) file.resize(file.size() - static_cast<std::size_t>(input.byte()) % file.size());
  while (!input.empty()) {
    std::uint64_t place = 0;
    const std::uint64_t range = input.byte() % 2 == 0 ? 8 + header : file.size();
    for (int i = 0; i < 3; ++i) place = place << 8U | input.byte();
    file[place % std::min<std::uint64_t>(range, file.size())] = input.byte();
  }
  return file;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  FuzzInput input(data, size);
  const std::uint8_t choice = input.byte();
  if (choice % 2 == 0)
    check({data, data + size});
  else
    check(changed(good_files()[choice / 2 % good_files().size()], input));
  return 0;
}
