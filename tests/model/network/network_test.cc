// The network: shapes, gradients, what must not change its scores, and weights that come back.
#include "model/network/network.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <c10/core/GradMode.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "model/network/decoding_session.h"
#include "tests/base/one_thread.h"
#include "tests/model/network/small_network.h"

namespace matroute {
namespace {

using testing_models::small_shape;

constexpr std::int64_t kMethods = static_cast<std::int64_t>(kMethodNames.size());

std::vector<TargetEncoding> encode(const std::vector<std::string>& texts) {
  std::vector<TargetEncoding> encodings;
  for (const std::string& text : texts)
    encodings.push_back(encode_target(make_target(parse_formula_or_throw(text)), {}));
  return encodings;
}

std::vector<const TargetEncoding*> pointers_to(const std::vector<TargetEncoding>& encodings) {
  std::vector<const TargetEncoding*> pointers;
  for (const TargetEncoding& encoding : encodings) pointers.push_back(&encoding);
  return pointers;
}

TargetBatch batch_of(const std::vector<TargetEncoding>& encodings) { return batch_targets(pointers_to(encodings)); }

// As after some training: no bias is zero.
RouteNetwork moved_network(const NetworkShape& shape = small_shape(3)) {
  RouteNetwork network(shape, 1);
  const c10::NoGradGuard no_gradient;
  auto generator = at::detail::createCPUGenerator(2);
  for (at::Tensor parameter : network.parameters())
    parameter.add_(at::empty_like(parameter).uniform_(-0.3, 0.3, generator));
  return network;
}

// The last two are not in the vocabulary.
MaterialBatch five_materials() {
  MaterialBatch batch;
  const std::vector<std::string> texts = {"BaCO3", "TiO2", "Li2CO3", "La2O3", "Y2O3"};
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto numbers = encode_material(make_material(texts[i]), {static_cast<float>(i), 1.0F, 0.0F});
    batch.features.insert(batch.features.end(), numbers.begin(), numbers.end());
    batch.identity.push_back(i < 3 ? static_cast<std::int64_t>(i) : -1);
  }
  return batch;
}

void add_state(StateBatch& batch, std::int64_t target, std::int64_t slot, std::int64_t method,
               const std::vector<std::int64_t>& chosen) {
  batch.target.push_back(target);
  batch.slot.push_back(slot);
  batch.method.push_back(method);
  batch.chosen.insert(batch.chosen.end(), chosen.begin(), chosen.end());
  batch.chosen_ptr.push_back(static_cast<std::int64_t>(batch.chosen.size()));
}

// Three states of each target: at a token, after a choice, and beyond the slots.
StateBatch states_of(std::int64_t targets) {
  StateBatch batch;
  for (std::int64_t t = 0; t < targets; ++t) {
    add_state(batch, t, 0, 0, {});
    add_state(batch, t, 1, 1, {0});
    add_state(batch, t, -1, 2, {0, 1, 4});
  }
  return batch;
}

// Scores of all states, after the log-probabilities of all methods.
std::vector<double> forward(const RouteNetwork& network, const TargetBatch& targets, const MaterialBatch& materials,
                            const StateBatch& states, bool training = false) {
  at::Tensor methods;
  at::Tensor scores;
  network.forward(targets, materials, states, training, methods, scores);
  std::vector<double> values;
  for (const at::Tensor& part : {methods, scores}) {
    const auto numbers = part.detach().to(at::kDouble).contiguous();
    values.insert(values.end(), numbers.data_ptr<double>(), numbers.data_ptr<double>() + numbers.numel());
  }
  return values;
}

void expect_near(const std::vector<double>& a, const std::vector<double>& b, double tolerance) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) EXPECT_NEAR(a[i], b[i], tolerance) << i;
}

class Network : public testing::Test {
 protected:
  testing_threads::OneThread one_thread_;
  std::vector<TargetEncoding> encodings_ = encode({"BaTiO3", "Y3Al5O12:Ce0.06", "Li7La3Zr2O12"});
  MaterialBatch materials_ = five_materials();
  StateBatch states_ = states_of(3);
};

TEST_F(Network, ScoresHaveTheShapesOfTheHeader) {
  const RouteNetwork network(small_shape(3), 1);
  at::Tensor methods;
  at::Tensor scores;
  network.forward(batch_of(encodings_), materials_, states_, false, methods, scores);
  EXPECT_EQ(methods.sizes(), (std::vector<std::int64_t>{3, kMethods}));
  EXPECT_EQ(scores.sizes(), (std::vector<std::int64_t>{9, 6}));
  EXPECT_TRUE(at::isfinite(scores).all().item<bool>());
  const auto sums = methods.exp().sum(1);
  EXPECT_TRUE(at::allclose(sums, at::ones_like(sums)));
  EXPECT_EQ(network.shape().width, 8);
}

TEST_F(Network, WeightsDependOnShapeAndSeedAlone) {
  const auto bytes = [](std::uint64_t seed) { return write_safetensors(RouteNetwork(small_shape(3), seed).weights()); };
  EXPECT_EQ(bytes(1), bytes(1));
  EXPECT_NE(bytes(1), bytes(2));
}

// A fixed mixture of all outputs, so that no error of a gradient cancels out.
at::Tensor mixture(const RouteNetwork& network, const TargetBatch& targets, const MaterialBatch& materials,
                   const StateBatch& states) {
  at::Tensor methods;
  at::Tensor scores;
  network.forward(targets, materials, states, false, methods, scores);
  const auto weigh = [](const at::Tensor& x) {
    return (x.flatten() * at::arange(1, x.numel() + 1, x.options()).sin()).sum();
  };
  return weigh(methods) + weigh(scores) + scores.square().sum();
}

TEST_F(Network, GradientsAreThoseOfFiniteDifferences) {
  RouteNetwork network(small_shape(3), 1);
  network.to_double();
  const TargetBatch targets = batch_of(encodings_);
  mixture(network, targets, materials_, states_).backward();
  const c10::NoGradGuard no_gradient;
  constexpr double kStep = 1e-5;
  std::mt19937 random(1);
  for (const at::Tensor& parameter : network.parameters()) {
    ASSERT_TRUE(parameter.grad().defined());
    const auto gradient = parameter.grad().contiguous();
    double* values = parameter.data_ptr<double>();
    for (int i = 0; i < 3; ++i) {
      const auto at = static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(parameter.numel()));
      const double value = values[at];
      values[at] = value + kStep;
      const double up = mixture(network, targets, materials_, states_).item<double>();
      values[at] = value - kStep;
      const double down = mixture(network, targets, materials_, states_).item<double>();
      values[at] = value;
      const double expected = gradient.data_ptr<double>()[at];
      EXPECT_NEAR((up - down) / (2 * kStep), expected, 1e-6 * std::max(1.0, std::abs(expected)));
    }
  }
}

TEST_F(Network, TheOrderOfTokensDoesNotMatter) {
  RouteNetwork network(small_shape(3), 1);
  network.to_double();
  const TargetBatch targets = batch_of(encodings_);
  TargetBatch turned = targets;
  const TargetEncoding& last = encodings_[2];
  const std::size_t tokens = last.elements.size();
  const auto padded = static_cast<std::size_t>(targets.tokens);
  ASSERT_GE(padded, tokens);
  for (std::size_t i = 0; i < tokens; ++i) {
    const std::size_t from = 2 * padded + i;
    const std::size_t to = 2 * padded + tokens - 1 - i;
    turned.elements[to] = targets.elements[from];
    std::copy_n(targets.token_features.begin() + static_cast<std::ptrdiff_t>(from * kTokenFeatures), kTokenFeatures,
                turned.token_features.begin() + static_cast<std::ptrdiff_t>(to * kTokenFeatures));
  }
  StateBatch turned_states = states_;
  for (std::size_t s = 0; s < turned_states.slot.size(); ++s) {
    const bool at_token = turned_states.target[s] == 2 && turned_states.slot[s] >= 0;
    if (at_token) turned_states.slot[s] = static_cast<std::int64_t>(tokens) - 1 - turned_states.slot[s];
  }
  expect_near(forward(network, turned, materials_, turned_states), forward(network, targets, materials_, states_),
              1e-12);
}

// What one target and its states score alone and beside longer ones, which pad it.
void expect_alone_as_together(const RouteNetwork& network, const std::vector<TargetEncoding>& encodings,
                              double tolerance) {
  const MaterialBatch materials = five_materials();
  const auto targets = static_cast<std::int64_t>(encodings.size());
  const auto together = forward(network, batch_of(encodings), materials, states_of(targets));
  const std::size_t methods_width = kMethodNames.size();
  const std::size_t scores_width = 3 * static_cast<std::size_t>(materials.materials() + 1);
  for (std::size_t t = 0; t < encodings.size(); ++t) {
    const auto alone = forward(network, batch_of({encodings[t]}), materials, states_of(1));
    auto of_target = std::vector<double>(together.begin() + static_cast<std::ptrdiff_t>(t * methods_width),
                                         together.begin() + static_cast<std::ptrdiff_t>((t + 1) * methods_width));
    const auto scores =
        together.begin() + static_cast<std::ptrdiff_t>(encodings.size() * methods_width + t * scores_width);
    of_target.insert(of_target.end(), scores, scores + static_cast<std::ptrdiff_t>(scores_width));
    expect_near(of_target, alone, tolerance);
  }
}

TEST_F(Network, PaddingAndCompanyDoNotMatter) {
  const auto encodings = encode({"BaTiO3", "ZnS", "Li7La3Zr2O12", "La0.5Sr0.3Ca0.1Na0.1Mn0.5Fe0.3Co0.2O3:Ce"});
  RouteNetwork network(small_shape(3), 1);
  expect_alone_as_together(network, encodings, 1e-5);
  network.to_double();
  expect_alone_as_together(network, encodings, 1e-12);
}

TEST_F(Network, WeightsComeBackBitForBit) {
  RouteNetwork saved(small_shape(3), 1);
  const std::vector<float> target_numbers(target_feature_count(), 0.25F);
  const std::vector<float> material_numbers(material_feature_count(), 0.5F);
  saved.set_scales(target_numbers, target_numbers, material_numbers, material_numbers);
  RouteNetwork loaded(small_shape(3), 2);
  const TargetBatch targets = batch_of(encodings_);
  EXPECT_NE(forward(saved, targets, materials_, states_), forward(loaded, targets, materials_, states_));
  loaded.set_weights(read_safetensors(write_safetensors(saved.weights()), "test"), "test");
  EXPECT_EQ(forward(saved, targets, materials_, states_), forward(loaded, targets, materials_, states_));
}

TEST_F(Network, PrecursorsOutsideOfTheVocabularyAreSeenByTheirComposition) {
  RouteNetwork network(small_shape(3), 1);
  const TargetBatch targets = batch_of(encodings_);
  const auto before = forward(network, targets, materials_, states_);
  auto weights = network.weights();
  for (Tensor& tensor : weights) {
    if (tensor.name != "identity_key") continue;
    const std::vector<float> values(tensor.bytes.size() / sizeof(float), 3.0F);
    std::memcpy(tensor.bytes.data(), values.data(), tensor.bytes.size());
  }
  network.set_weights(weights, "test");
  const auto after = forward(network, targets, materials_, states_);
  const std::size_t scores = 3 * kMethodNames.size();
  for (std::size_t i = scores; i < before.size(); ++i) {
    const bool known = (i - scores) % 6 < 3;
    EXPECT_EQ(before[i] == after[i], !known) << i;
  }
}

TEST_F(Network, DropoutActsInTrainingAloneAndFollowsItsSeed) {
  RouteNetwork network(small_shape(3), 1);
  network.set_dropout(0.3, 0.3);
  const TargetBatch targets = batch_of(encodings_);
  const auto run = [&](std::uint64_t seed, bool training) {
    network.seed_dropout(seed);
    return forward(network, targets, materials_, states_, training);
  };
  EXPECT_EQ(run(1, true), run(1, true));
  EXPECT_NE(run(1, true), run(2, true));
  EXPECT_EQ(run(1, false), run(2, false));
}

TEST_F(Network, ADecodingSessionScoresAsForwardDoes) {
  const RouteNetwork network = moved_network();
  const TargetBatch targets = batch_of(encodings_);
  const auto expected = forward(network, targets, materials_, states_);
  const MaterialTable table(network, materials_);
  const std::vector<std::int64_t> all = {0, 1, 2, 3, 4};
  const DecodingSession session(network, table, pointers_to(encodings_), all);
  auto found = session.method_log_probabilities();
  const auto scores = session.scores(states_);
  for (std::size_t s = 0; s < states_.target.size(); ++s) {
    const auto row = std::span(scores.values).subspan(s * scores.width, all.size() + 1);
    found.insert(found.end(), row.begin(), row.end());
  }
  expect_near({found.begin(), found.end()}, expected, 1e-5);
}

TEST_F(Network, ADecodingSessionScoresTheColumnsAskedForAlone) {
  const RouteNetwork network = moved_network();
  const TargetBatch targets = batch_of(encodings_);
  StateBatch states;
  add_state(states, 2, 1, 0, {1, 4});
  add_state(states, 0, -1, 1, {4});
  const auto expected = forward(network, targets, materials_, states);
  const MaterialTable table(network, materials_);
  const std::vector<std::int64_t> columns = {1, 4};
  StateBatch by_position = states;
  by_position.chosen = {0, 1, 1};
  const auto scores = DecodingSession(network, table, pointers_to(encodings_), columns).scores(by_position);
  ASSERT_GE(scores.values.size(), 2 * scores.width);
  for (std::size_t s = 0; s < 2; ++s) {
    const std::size_t row = 3 * kMethodNames.size() + s * 6;
    EXPECT_NEAR(scores.values[scores.width * s], expected[row + 1], 1e-5);
    EXPECT_NEAR(scores.values[scores.width * s + 1], expected[row + 4], 1e-5);
    EXPECT_NEAR(scores.values[scores.width * s + 2], expected[row + 5], 1e-5);
  }
}

// Of one target: log-probabilities of the methods, then scores of the columns asked for and of "no more precursors".
std::vector<float> numbers_of(const DecodingSession& session, std::size_t target, std::size_t targets,
                              const std::vector<std::int64_t>& positions) {
  auto numbers = session.method_log_probabilities();
  EXPECT_EQ(numbers.size(), targets * kMethodNames.size());
  const auto first = numbers.begin() + static_cast<std::ptrdiff_t>(target * kMethodNames.size());
  numbers = {first, first + static_cast<std::ptrdiff_t>(kMethodNames.size())};
  StateBatch states;
  for (std::size_t t = 0; t < targets; ++t) {
    for (const std::int64_t method : {0, 1}) {
      add_state(states, static_cast<std::int64_t>(t), 0, method, {});
      add_state(states, static_cast<std::int64_t>(t), -1, method, {positions[0], positions[1]});
    }
  }
  const StateScores scores = session.scores(states);
  for (std::size_t s = 4 * target; s < 4 * target + 4; ++s) {
    for (const std::int64_t position : positions) {
      numbers.push_back(scores.values[s * scores.width + static_cast<std::size_t>(position)]);
    }
  }
  return numbers;
}

TEST_F(Network, ADecodingSessionGivesATargetTheSameBitsWhateverStandsBesideIt) {
  const auto encodings = encode({"BaTiO3", "ZnS", "Li7La3Zr2O12", "La0.5Sr0.3Ca0.1Na0.1Mn0.5Fe0.3Co0.2O3:Ce", "CuO"});
  NetworkShape shape;  // of the usual size: sides of a layer that are no whole blocks are for tests alone
  shape.materials = 3;
  const RouteNetwork network = moved_network(shape);
  const MaterialTable table(network, materials_);
  const std::vector<std::int64_t> all = {0, 1, 2, 3, 4};
  const std::vector<std::int64_t> two = {1, 4};
  for (std::size_t t = 0; t < encodings.size(); ++t) {
    const DecodingSession alone(network, table, pointers_to({encodings[t]}), two);
    const auto expected = numbers_of(alone, 0, 1, {0, 1, 2});
    for (std::size_t beside = 1; beside < encodings.size(); ++beside) {
      std::vector<TargetEncoding> company(encodings.begin(), encodings.begin() + static_cast<std::ptrdiff_t>(beside));
      company.push_back(encodings[t]);
      const auto pointers = pointers_to(company);
      EXPECT_EQ(numbers_of(DecodingSession(network, table, pointers, all), beside, beside + 1, {1, 4, 5}), expected)
          << "target " << t << " beside " << beside;
    }
  }
}

}  // namespace
}  // namespace matroute
