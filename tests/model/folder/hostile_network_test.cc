// Folders of networks that are damaged or made to harm: each is refused in our words.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "model/folder/make_model.h"
#include "model/folder/model_folder.h"
#include "model/search/route_search.h"
#include "tests/base/temp_dir.h"
#include "tests/model/network/small_network.h"
#include "tests/model/search/targets.h"

namespace matroute {
namespace {

using Bytes = std::vector<std::uint8_t>;
using testing_models::barium_titanate_card;
using testing_models::barium_titanate_files;

// A folder whose checksums are right, whatever its files hold.
std::string load_fault(ModelInfo card, const ModelFiles& files) {
  const TempDir dir;
  save_model(dir.path("model"), card, files, false);
  try {
    load_model(dir.path("model"));
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kModel) << error.what();
    // The folder's random name may hold anything; what follows it is ours.
    std::string said = error.what();
    const std::string folder = dir.root().string();
    for (auto at = said.find(folder); at != std::string::npos; at = said.find(folder)) said.erase(at, folder.size());
    for (const char* foreign : {"c10", "at::", "torch", "Exception raised", "std::"})
      EXPECT_THAT(said, testing::Not(testing::HasSubstr(foreign)));
    return error.what();
  }
  return "no fault";
}

std::string fault_of_file(const std::string& name, const Bytes& content) {
  ModelFiles files = barium_titanate_files();
  files[name] = content;
  return load_fault(barium_titanate_card(), files);
}

std::string fault_of_option(const std::string& name, const std::string& value) {
  ModelInfo card = barium_titanate_card();
  card.options[name] = value;
  return load_fault(card, barium_titanate_files());
}

using Change = std::function<void(std::vector<Tensor>&)>;

std::string fault_of_weights(const Change& change) {
  auto weights = testing_models::barium_titanate_network().weights();
  change(weights);
  return fault_of_file("network-0.safetensors", write_safetensors(weights));
}

std::string fault_of_reranker(const Change& change) {
  auto tensors = testing_models::barium_titanate_reranker_tensors();
  change(tensors);
  return fault_of_file("reranker.safetensors", write_safetensors(tensors));
}

void fill(Tensor& tensor, float value) {
  if (tensor.bytes.empty()) return;  // memcpy takes no null pointer
  const std::vector<float> values(tensor.bytes.size() / sizeof(float), value);
  std::memcpy(tensor.bytes.data(), values.data(), tensor.bytes.size());
}

TEST(HostileNetwork, ASoundFolderLoads) {
  EXPECT_EQ(load_fault(barium_titanate_card(), barium_titanate_files()), "no fault");
}

TEST(HostileNetwork, ALoadedNetworkAnswersAsTheSavedOne) {
  const TempDir dir;
  ModelInfo card = barium_titanate_card();
  save_model(dir.path("model"), card, barium_titanate_files(), false);
  const LoadedModel loaded = load_model(dir.path("model"));
  const NetworkRanker saved = testing_models::barium_titanate_network_ranker();
  const Constraints none;
  const auto targets = testing_targets::targets_of({"BaTiO3"});
  const auto a = loaded.ranker->under(none)->rank(testing_targets::pointers_to(targets), 0).front();
  const auto b = saved.under(none)->rank(testing_targets::pointers_to(targets), 0).front();
  ASSERT_EQ(a.sets.size(), b.sets.size());
  for (std::size_t i = 0; i < a.sets.size(); ++i) EXPECT_EQ(a.sets[i].log_score, b.sets[i].log_score);
  EXPECT_NE(loaded.rescorer, nullptr);
}

TEST(HostileNetwork, DamagedFilesAreRefused) {
  for (const auto& [name, content] : barium_titanate_files()) {
    for (const std::size_t length : {std::size_t{0}, std::size_t{7}, std::size_t{100}, content.size() - 1}) {
      EXPECT_THAT(fault_of_file(name, {content.begin(), content.begin() + static_cast<std::ptrdiff_t>(length)}),
                  testing::HasSubstr("damaged"));
    }
    Bytes huge = content;
    std::fill_n(huge.begin(), 8, 0xFF);
    EXPECT_THAT(fault_of_file(name, huge), testing::HasSubstr("header length"));
    Bytes longer = content;
    longer.push_back(0);
    EXPECT_THAT(fault_of_file(name, longer), testing::HasSubstr("no tensor"));
    ModelFiles without = barium_titanate_files();
    without.erase(name);
    EXPECT_THAT(load_fault(barium_titanate_card(), without), testing::HasSubstr("needs " + name));
  }
}

TEST(HostileNetwork, OverlappingTensorsAreRefused) {
  const std::string header = R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},)"
                             R"("b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}})";
  Bytes file(8);
  file[0] = static_cast<std::uint8_t>(header.size());
  file.insert(file.end(), header.begin(), header.end());
  file.resize(file.size() + 12);
  EXPECT_THAT(fault_of_file("network-0.safetensors", file), testing::HasSubstr("out of place"));
  EXPECT_THAT(fault_of_file("reranker.safetensors", file), testing::HasSubstr("out of place"));
}

TEST(HostileNetwork, TensorsThatDoNotFitAreRefused) {
  for (const auto& fault : {fault_of_weights, fault_of_reranker}) {
    EXPECT_THAT(fault([](auto& all) { fill(all[0], std::nanf("")); }), testing::HasSubstr("not finite"));
    EXPECT_THAT(fault([](auto& all) { fill(all[0], INFINITY); }), testing::HasSubstr("not finite"));
    EXPECT_THAT(fault([](auto& all) { all.erase(all.begin()); }), testing::HasSubstr("lacks the tensor"));
    EXPECT_THAT(fault([](auto& all) { all[0].name = "other"; }), testing::HasSubstr("lacks the tensor"));
    EXPECT_THAT(fault([](auto& all) { all.push_back(Tensor::of<float>("more", std::vector<float>{1.0F})); }),
                testing::HasSubstr("tensors"));
    EXPECT_THAT(fault([](auto& all) { all[0].type = TensorType::kI32; }), testing::HasSubstr("type and shape"));
    EXPECT_THAT(fault([](auto& all) { all[0].shape.push_back(1); }), testing::HasSubstr("type and shape"));
    EXPECT_THAT(fault([](auto& all) {
                  all[0] = Tensor::of<float>(all[0].name, std::vector<float>{1.0F, 2.0F});
                }),
                testing::HasSubstr("type and shape"));
    EXPECT_THAT(fault([](auto& all) {
                  all[0].shape = {0, std::uint64_t{1} << 63U};
                  all[0].bytes.clear();
                }),
                testing::HasSubstr("type and shape"));
    EXPECT_THAT(fault([](auto& all) { all.clear(); }), testing::Not("no fault"));
  }
}

// Whatever stands in the files was checked when they were read; what a program makes is checked too.
TEST(HostileNetwork, NumbersThatAreNoneAreRefusedByTensor) {
  auto weights = testing_models::barium_titanate_network().weights();
  fill(weights.back(), std::nanf(""));
  RouteNetwork network = testing_models::barium_titanate_network();
  EXPECT_THAT([&] { network.set_weights(weights, "test"); },
              testing::ThrowsMessage<Error>(testing::HasSubstr(weights.back().name + " holds a number")));
  for (const char* name : {"statistics.weights", "statistics.pair_weights", "statistics.recipes", "sharpness"}) {
    auto tensors = testing_models::barium_titanate_reranker_tensors();
    fill(*std::ranges::find(tensors, name, &Tensor::name), INFINITY);
    EXPECT_THAT([&] { reranker_from_tensors(tensors, 6, "test"); },
                testing::ThrowsMessage<Error>(testing::HasSubstr(std::string(name) + " holds a number")));
  }
}

TEST(HostileNetwork, OptionsOutOfRangeAreRefused) {
  for (const char* value : {"", "-1", "8.0", " 8", "eight", "1e3", "99999999999999999999"}) {
    EXPECT_THAT(fault_of_option("width", value), testing::HasSubstr("option width")) << value;
  }
  for (const char* name : {"width", "layers", "heads", "hidden", "members"}) {
    EXPECT_THAT(fault_of_option(name, "0"), testing::HasSubstr(std::string("option ") + name));
    EXPECT_THAT(fault_of_option(name, "4097"), testing::HasSubstr(std::string("option ") + name));
  }
  for (const char* value : {"", "nan", "inf", "1x"}) {
    EXPECT_THAT(fault_of_option("out_of_domain_below", value), testing::HasSubstr("not a number")) << value;
  }
  EXPECT_THAT(fault_of_option("heads", "3"), testing::HasSubstr("divide"));
  EXPECT_THAT(fault_of_option("members", "2"), testing::HasSubstr("needs network-1.safetensors"));
}

TEST(HostileNetwork, MissingOptionsAreNamed) {
  for (const auto& [name, value] : barium_titanate_card().options) {
    ModelInfo card = barium_titanate_card();
    card.options.erase(name);
    EXPECT_THAT(load_fault(card, barium_titanate_files()), testing::HasSubstr("option " + name));
  }
}

TEST(HostileNetwork, OptionsThatTheWeightsContradictAreRefused) {
  for (const auto& [name, value] : {std::pair{"width", "16"}, {"layers", "1"}, {"layers", "3"}, {"hidden", "16"}}) {
    EXPECT_NE(fault_of_option(name, value), "no fault") << name << " " << value;
  }
}

// 34 GB of weights, were they made before they are compared with the file.
TEST(HostileNetwork, OptionsThatAskForAllOfTheMemoryAreRefused) {
  ModelInfo card = barium_titanate_card();
  card.options["width"] = card.options["hidden"] = "4096";
  card.options["layers"] = "64";
  EXPECT_THAT(load_fault(card, barium_titanate_files()), testing::HasSubstr("fewer numbers"));
}

// Finite, but of a size that sums overflow: routes may be missing, but none has a probability that is no number.
TEST(HostileNetwork, HugeWeightsGiveNoRouteThatIsNoNumber) {
  for (const char* name : {"network-0.safetensors", "reranker.safetensors"}) {
    ModelFiles files = barium_titanate_files();
    auto tensors = read_safetensors(files[name], "test");
    for (Tensor& tensor : tensors) {
      if (tensor.type == TensorType::kF32) fill(tensor, 3e38F);
    }
    files[name] = write_safetensors(tensors);
    const TempDir dir;
    ModelInfo card = barium_titanate_card();
    save_model(dir.path("model"), card, files, false);
    const LoadedModel model = load_model(dir.path("model"));
    const auto targets = testing_targets::targets_of({"BaTiO3"});
    const TargetRoutes found = RouteSearch(*model.ranker, model.rescorer.get(), {}).search(targets).front();
    for (const Route& route : found.routes) {
      EXPECT_TRUE(std::isfinite(route.probability)) << name;
      EXPECT_TRUE(std::isfinite(route.score)) << name;
    }
    EXPECT_TRUE(std::isfinite(found.confidence));
    EXPECT_EQ(found.routes.empty(), !found.message.empty());
  }
}

}  // namespace
}  // namespace matroute
