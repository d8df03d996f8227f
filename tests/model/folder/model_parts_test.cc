// The list of parts: what every model needs, and that a model of parts comes back from its files.
#include "model/folder/model_parts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "base/error.h"
#include "tests/model/network/small_network.h"

namespace matroute {
namespace {

TEST(ModelParts, CountsStandFirstSinceAllOthersNeedTheirVocabulary) {
  EXPECT_EQ(model_parts().front().name, "counts");
  EXPECT_EQ(model_parts().front().need, ModelPart::Need::kEveryModel);
  for (const ModelPart& part : model_parts()) {
    EXPECT_EQ(std::ranges::count(model_parts(), part.name, &ModelPart::name), 1) << part.name;
  }
}

TEST(ModelParts, ComeBackFromTheirFiles) {
  NetworkParts parts{testing_models::barium_titanate_data(), {}, {}, 2.5};
  parts.members.push_back(testing_models::barium_titanate_network(1));
  parts.members.push_back(testing_models::barium_titanate_network(2));
  parts.reranker.emplace(RerankerParts{testing_models::barium_titanate_pairs(), Reranker(3)});
  ModelInfo info;
  ModelFiles files;
  put_network_parts(parts, info, files);
  EXPECT_EQ(files.size(), 4U);
  EXPECT_EQ(info.features.composition, 1);
  EXPECT_EQ(info.features.set, 1);
  const NetworkParts back = network_parts(info, files, "test", {});
  EXPECT_EQ(back.out_of_domain_below, 2.5);
  ASSERT_EQ(back.members.size(), 2U);
  EXPECT_EQ(back.members[1].weights().front().bytes, parts.members[1].weights().front().bytes);
  EXPECT_EQ(back.reranker->network.weights().front().bytes, parts.reranker->network.weights().front().bytes);
  const NetworkParts counts = counting_parts(info, files, "test");
  EXPECT_EQ(counts.data.entry_weight, parts.data.entry_weight);
  EXPECT_TRUE(counts.members.empty());
  EXPECT_FALSE(counts.reranker);
}

TEST(ModelParts, APartThatAModelNeedsIsNamedWhereItIsMissing) {
  for (const auto& [name, content] : testing_models::barium_titanate_files()) {
    ModelFiles files = testing_models::barium_titanate_files();
    files.erase(name);
    EXPECT_THAT([&] { network_parts(testing_models::barium_titanate_card(), files, "test", {}); },
                testing::ThrowsMessage<Error>(testing::HasSubstr("needs " + name)));
  }
  ModelFiles more = testing_models::barium_titanate_files();
  more["steps.safetensors"] = {};
  EXPECT_NO_THROW(network_parts(testing_models::barium_titanate_card(), more, "test", {}))
      << "a part that this program does not know";
}

}  // namespace
}  // namespace matroute
