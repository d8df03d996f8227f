// Round trips, and files that lie about themselves.
#include "model/tensors/safetensors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "base/error.h"

namespace matroute {
namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes file_of(const std::string& header, std::size_t data_bytes) {
  const std::uint64_t length = header.size();
  Bytes file(8 + header.size() + data_bytes);
  std::memcpy(file.data(), &length, 8);
  std::memcpy(file.data() + 8, header.data(), header.size());
  return file;
}

std::string fault(const Bytes& file) {
  try {
    read_safetensors(file, "x");
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kModel);
    return error.what();
  }
  return "no fault";
}

TEST(Safetensors, ReturnWhatWasWritten) {
  const std::vector<float> floats = {1.5F, -2.0F};
  const std::vector<std::int64_t> integers = {-7};
  const std::vector<std::uint8_t> none;
  const Bytes file = write_safetensors({Tensor::of<std::int64_t>("i", integers), Tensor::of<float>("f", floats),
                                        Tensor::of<std::uint8_t>("none", none)});
  const auto tensors = read_safetensors(file, "x");
  ASSERT_EQ(tensors.size(), 3U);
  EXPECT_EQ(values_of<float>(tensors, "f", "x"), floats);
  EXPECT_EQ(values_of<std::int64_t>(tensors, "i", "x"), integers);
  EXPECT_TRUE(values_of<std::uint8_t>(tensors, "none", "x").empty());
  std::uint64_t header_bytes = 0;
  std::memcpy(&header_bytes, file.data(), 8);
  EXPECT_EQ(header_bytes % 8, 0U);
}

TEST(Safetensors, AskForNameAndType) {
  const std::vector<float> values = {1.0F};
  const auto tensors = read_safetensors(write_safetensors({Tensor::of<float>("f", values)}), "x");
  EXPECT_THROW(values_of<float>(tensors, "g", "x"), Error);
  EXPECT_THROW(values_of<double>(tensors, "f", "x"), Error);
}

TEST(Safetensors, TensorsMayStandInAnyOrderInTheHeader) {
  const Bytes file = file_of(R"({"b":{"dtype":"U8","shape":[1],"data_offsets":[2,3]},"__metadata__":{"a":"b"},)"
                             R"("a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}})",
                             3);
  EXPECT_EQ(read_safetensors(file, "x").front().name, "a");
}

TEST(Safetensors, FaultsAreFound) {
  const auto entry = [](const std::string& type, const std::string& shape, const std::string& offsets) {
    return R"({"a":{"dtype":")" + type + R"(","shape":)" + shape + R"(,"data_offsets":)" + offsets + "}}";
  };
  EXPECT_THAT(fault({1, 2, 3}), testing::HasSubstr("shorter than 8"));
  EXPECT_THAT(fault(Bytes(8, 0xFF)), testing::HasSubstr("header length"));
  EXPECT_THAT(fault(file_of("[]", 0)), testing::HasSubstr("no JSON object"));
  EXPECT_THAT(fault(file_of("{\"a\":", 0)), testing::HasSubstr("no JSON object"));
  EXPECT_THAT(fault(file_of(std::string(100'000, '['), 0)), testing::HasSubstr("nested"));
  EXPECT_THAT(fault(file_of(entry("Q8", "[1]", "[0,1]"), 1)), testing::HasSubstr("type"));
  EXPECT_THAT(fault(file_of(entry("U8", "[2]", "[0,1]"), 1)), testing::HasSubstr("disagree"));
  EXPECT_THAT(fault(file_of(entry("U8", "[-1]", "[0,1]"), 1)), testing::HasSubstr("whole number"));
  EXPECT_THAT(fault(file_of(entry("U8", "[1.5]", "[0,1]"), 1)), testing::HasSubstr("whole number"));
  EXPECT_THAT(fault(file_of(entry("U8", "[4294967296,4294967296]", "[0,1]"), 1)), testing::HasSubstr("overflows"));
  EXPECT_THAT(fault(file_of(entry("U8", "[1]", "[1,2]"), 2)), testing::HasSubstr("out of place"));
  EXPECT_THAT(fault(file_of(entry("U8", "[5]", "[0,5]"), 2)), testing::HasSubstr("out of place"));
  EXPECT_THAT(fault(file_of(entry("U8", "[1]", "[0,1]"), 2)), testing::HasSubstr("no tensor"));
  EXPECT_THAT(fault(file_of(R"({"a b":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})", 1)),
              testing::HasSubstr("name"));
  EXPECT_THAT(fault(file_of(R"({"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},)"
                            R"("a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}})",
                            0)),
              testing::HasSubstr("twice"));
  EXPECT_THAT(fault(file_of(R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},)"
                            R"("b":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})",
                            1)),
              testing::HasSubstr("out of place"));
}

TEST(Safetensors, FloatsMustBeFinite) {
  const std::vector<float> values = {std::nanf("")};
  EXPECT_THAT(fault(write_safetensors({Tensor::of<float>("f", values)})), testing::HasSubstr("not finite"));
  const std::vector<double> infinite = {INFINITY};
  EXPECT_THAT(fault(write_safetensors({Tensor::of<double>("f", infinite)})), testing::HasSubstr("not finite"));
}

TEST(Safetensors, AnyDamageIsAnErrorOrAnotherSoundFile) {
  const std::vector<float> values = {1.0F, 2.0F};
  const Bytes sound = write_safetensors({Tensor::of<float>("f", values)});
  std::mt19937 generator(1);
  for (int i = 0; i < 3000; ++i) {
    Bytes file = sound;
    file[generator() % file.size()] = static_cast<std::uint8_t>(generator());
    file.resize(file.size() - generator() % 2 * (generator() % file.size()));
    fault(file);  // must neither crash nor throw anything but Error
  }
}

TEST(Safetensors, ContradictoryTensorsAreNotWritten) {
  EXPECT_THROW(write_safetensors({{"a", TensorType::kF32, {2}, {1, 2, 3}}}), Error);
  EXPECT_THROW(write_safetensors({{"a b", TensorType::kU8, {1}, {1}}}), Error);
}

}  // namespace
}  // namespace matroute
