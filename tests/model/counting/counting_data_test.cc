// The counts of a file that was not written by us.
#include "model/counting/counting_data.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <limits>

#include "base/error.h"
#include "tests/model/counting/small_model.h"

namespace matroute {
namespace {

CountingData there_and_back(const CountingData& data) {
  return counting_data_from_tensors(to_tensors(data), data.materials, "test");
}

TEST(CountingData, ComesBackFromItsTensors) {
  CountingData data = testing_models::barium_titanate_data();
  data.target_hashes = {1, 0x8000000000000000ULL, 0xFFFFFFFFFFFFFFFFULL};
  const CountingData back = there_and_back(data);
  EXPECT_EQ(back.row_ptr, data.row_ptr);
  EXPECT_EQ(back.entry_material, data.entry_material);
  EXPECT_EQ(back.entry_weight, data.entry_weight);
  EXPECT_EQ(back.target_hashes, data.target_hashes);
}

TEST(CountingData, WhatBreaksAPromiseIsRefused) {
  const std::vector<std::pair<const char*, std::function<void(CountingData&)>>> faults = {
      {"differ in length", [](CountingData& data) { data.row_targets.pop_back(); }},
      {"pointers are out of order", [](CountingData& data) { std::swap(data.row_ptr[1], data.row_ptr[2]); }},
      {"pointers are out of order", [](CountingData& data) { data.row_ptr.back() += 1; }},
      {"pointers are empty", [](CountingData& data) { data.row_ptr.clear(); }},
      {"row is unknown", [](CountingData& data) { data.row_element.back() = 200; }},
      {"rows are out of order", [](CountingData& data) { data.row_element[2] = data.row_element[1]; }},
      {"count is negative", [](CountingData& data) { data.row_targets[0] = -1; }},
      {"targets have no weight", [](CountingData& data) { std::ranges::fill(data.row_targets, 0.0F); }},
      {"targets have no weight",
       [](CountingData& data) {
         for (std::size_t r = 0; r < data.rows(); ++r) data.row_targets[r] = data.row_element[r] == 0 ? 0.0F : 1.0F;
       }},
      {"row_targets holds a number that is not finite",
       [](CountingData& data) { data.row_targets[1] = std::numeric_limits<float>::quiet_NaN(); }},
      {"entry_weight holds a number that is not finite",
       [](CountingData& data) { data.entry_weight[1] = std::numeric_limits<float>::infinity(); }},
      {"a context has precursors", [](CountingData& data) { data.row_ptr[1] = 1; }},
      {"not in the vocabulary", [](CountingData& data) { data.entry_material[0] = 99; }},
      {"precursors are out of order",
       [](CountingData& data) { std::swap(data.entry_material[1], data.entry_material[2]); }},
      {"count is not positive", [](CountingData& data) { data.entry_weight[0] = 0; }},
      {"targets are out of order",
       [](CountingData& data) {
         data.target_hashes = {2, 1};
       }},
  };
  for (const auto& [message, spoil] : faults) {
    CountingData data = testing_models::barium_titanate_data();
    spoil(data);
    try {
      there_and_back(data);
      ADD_FAILURE() << "accepted: " << message;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kModel);
      EXPECT_THAT(error.what(), testing::HasSubstr(message));
    }
  }
}

}  // namespace
}  // namespace matroute
