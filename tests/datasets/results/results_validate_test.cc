// Every rule of the format, broken once: the validator names the dataset, and finds nothing in a good file.
#include "datasets/results/results_validate.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <functional>

#include "base/error.h"
#include "datasets/results/results_writer.h"
#include "tests/base/temp_dir.h"
#include "tests/datasets/io/hdf5_tamper.h"
#include "tests/datasets/results/results_sample.h"

namespace matroute {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kTargets = 100;

class ResultsValidate : public testing::Test {
 protected:
  void SetUp() override { write_sample(path_, 0, kTargets); }

  // The faults after the file was changed; the file is good again afterwards.
  std::vector<std::string> faults_after(const std::function<void(const fs::path&)>& change) {
    const auto bad = dir_.path("bad.h5");
    fs::copy_file(path_, bad, fs::copy_options::overwrite_existing);
    change(bad);
    return validate_results(bad).faults;
  }

  void expect_fault(const std::string& dataset, const std::string& rule,
                    const std::function<void(const fs::path&)>& change) {
    const auto faults = faults_after(change);
    const bool found = std::any_of(faults.begin(), faults.end(), [&](const std::string& fault) {
      return fault.starts_with("/" + dataset + ": ") && fault.find(rule) != std::string::npos;
    });
    EXPECT_TRUE(found) << dataset << ": " << rule << "; found: " << testing::PrintToString(faults);
  }

  const TempDir dir_;
  const fs::path path_ = dir_.path("good.h5");
};

TEST_F(ResultsValidate, GoodFileHasNoFaults) {
  const ResultsCheck check = validate_results(path_);
  EXPECT_EQ(check.faults, std::vector<std::string>{});
  EXPECT_EQ(check.counts.targets, kTargets);
  EXPECT_GT(check.counts.routes, kTargets);
  EXPECT_GT(check.counts.steps, 0U);
  EXPECT_GT(check.counts.precedents, 0U);
}

TEST_F(ResultsValidate, Values) {
  const auto integer = [](const std::string& dataset, std::uint64_t row, std::int64_t value) {
    return [=](const fs::path& path) { tamper_integer(path, dataset, row, value); };
  };
  const auto number = [](const std::string& dataset, std::uint64_t row, double value) {
    return [=](const fs::path& path) { tamper_float(path, dataset, row, value); };
  };
  const auto choice = [](const std::string& dataset, std::uint8_t value) {
    return [=](const fs::path& path) { tamper_enum(path, dataset, 3, value); };
  };
  expect_fault("targets/route_ptr", "pointer", integer("targets/route_ptr", 3, 100000));
  expect_fault("targets/formula_ptr", "pointer", integer("targets/formula_ptr", 3, 0));
  expect_fault("routes/step_ptr", "pointer", integer("routes/step_ptr", 0, 1));
  expect_fault("targets/formula_input", "UTF-8", integer("targets/formula_input", 3, 0xff));
  expect_fault("targets/out_of_domain", "neither 0 nor 1", integer("targets/out_of_domain", 3, 2));
  expect_fault("targets/confidence", "between 0 and 1", number("targets/confidence", 3, 1.5));
  expect_fault("targets/confidence", "between 0 and 1", number("targets/confidence", 3, NAN));
  expect_fault("targets/status", "no member", choice("targets/status", 9));
  expect_fault("targets/warnings", "vocabulary", integer("targets/warnings", 1, 99));
  expect_fault("routes/probability", "between 0 and 1", number("routes/probability", 3, -0.1));
  expect_fault("routes/target", "points here", integer("routes/target", 3, 0));
  expect_fault("routes/rank", "place", integer("routes/rank", 3, 7));
  expect_fault("components/material", "vocabulary", integer("components/material", 3, 99));
  expect_fault("components/coef_den", "above 0", integer("components/coef_den", 3, 0));
  expect_fault("components/coef_num", "below 0", integer("components/coef_num", 3, -2));
  expect_fault("components/coef_num", "lowest terms", [](const fs::path& path) {
    tamper_integer(path, "components/coef_num", 3, 4);
    tamper_integer(path, "components/coef_den", 3, 2);
  });
  expect_fault("precedents/relation", "no member", choice("precedents/relation", 3));
}

TEST_F(ResultsValidate, Targets) {
  expect_fault("targets", "rises with the rank",
               [](const fs::path& path) { tamper_float(path, "routes/probability", 1, 0.1); });
  expect_fault("targets", "exceed 1", [](const fs::path& path) {
    tamper_float(path, "routes/probability", 1, 0.9);
    tamper_float(path, "routes/probability", 2, 0.9);
  });
  expect_fault("targets", "status is ok without routes",
               [](const fs::path& path) { tamper_enum(path, "targets/status", 5, 0); });
  expect_fault("targets", "has no coefficient",
               [](const fs::path& path) { tamper_integer(path, "components/coef_num", 0, 0); });
  expect_fault("summary", "differs", [](const fs::path& path) { tamper_integer(path, "targets/row", 3, 77); });
}

TEST_F(ResultsValidate, QuantilesRise) {
  const auto faults_of = [&](const Quantiles& temperature, const Quantiles& duration) {
    const TempDir dir;
    TargetResult result = sample_target(1);
    result.routes.front().steps = {{StepType::kHeat, temperature, duration, {1.0F, 0.0F, 0.0F}}};
    ResultsWriter writer(dir.path("a.h5"), sample_info());
    writer.add(result);
    writer.finish(sample_info());
    return testing::PrintToString(validate_results(dir.path("a.h5")).faults);
  };
  EXPECT_EQ(faults_of({800, 900, 1000}, {1, 2, 3}), "{}");
  EXPECT_EQ(faults_of({NAN, NAN, NAN}, {NAN, NAN, NAN}), "{}");
  for (const Quantiles& wrong : {Quantiles{2, 1, 3}, Quantiles{1, 3, 2}, Quantiles{1, NAN, 3}}) {
    EXPECT_NE(faults_of(wrong, {1, 2, 3}).find("temperature fall"), std::string::npos);
    EXPECT_NE(faults_of({800, 900, 1000}, wrong).find("duration fall"), std::string::npos);
  }
  EXPECT_NE(faults_of({800, 900, 1000}, {-1, 2, 3}).find("below 0"), std::string::npos);
}

TEST_F(ResultsValidate, Storage) {
  for (const char* name : {"targets/message", "routes/score", "steps/temperature", "vocab/dois_ptr", "summary"}) {
    expect_fault(name, "no such dataset", [&](const fs::path& path) { remove_dataset(path, name); });
    if (std::string(name) != "vocab/dois_ptr") {
      expect_fault(name, "cannot be read", [&](const fs::path& path) { damage_chunk(path, name); });
    }
  }
  expect_fault("targets/confidence", "expected 100",
               [](const fs::path& path) { resize_dataset(path, "targets/confidence", 7); });
  const auto faults = faults_after([](const fs::path& path) {
    damage_chunk(path, "routes/score");
    damage_chunk(path, "components/role");
    remove_dataset(path, "targets/vars");
  });
  EXPECT_EQ(faults.size(), 3U) << testing::PrintToString(faults);
}

TEST_F(ResultsValidate, ManyFaultsOfAKindAreCounted) {
  const auto faults = faults_after([](const fs::path& path) {
    for (std::uint64_t row = 0; row < 60; ++row) tamper_integer(path, "components/coef_den", row, 0);
  });
  EXPECT_EQ(faults.size(), ResultsCheck::kMaxFaultsPerRule + 1);
  EXPECT_NE(faults.back().find("40 more rows"), std::string::npos) << faults.back();
}

TEST_F(ResultsValidate, DamagedIsAFaultAndForeignAnError) {
  EXPECT_FALSE(faults_after([](const fs::path& path) { fs::resize_file(path, fs::file_size(path) / 2); }).empty());
  EXPECT_FALSE(faults_after([](const fs::path& path) { replace_attribute(path, "format_version", 99); }).empty());
  EXPECT_THROW(faults_after([](const fs::path& path) { replace_attribute(path, "format", "other"); }), Error);
  EXPECT_THROW(faults_after([](const fs::path& path) { std::ofstream(path) << "text"; }), Error);
  EXPECT_THROW(validate_results(dir_.path("absent.h5")), Error);
  EXPECT_THROW(validate_results(dir_.root()), Error);
}

TEST_F(ResultsValidate, PartsFolder) {
  const auto folder = dir_.path("out.h5.parts");
  fs::create_directory(folder);
  EXPECT_TRUE(validate_parts(folder).parts.empty());
  write_sample(folder / "000000.h5", 0, 10);
  write_sample(folder / "000002.h5", 20, 5);
  write_sample(folder / "000003.h5", 25, 5);
  fs::resize_file(folder / "000003.h5", 3000);
  std::ofstream(folder / "000004.h5.tmp") << "half";
  std::ofstream(folder / "notes.txt") << "mine";
  const PartsCheck check = validate_parts(folder);
  ASSERT_EQ(check.parts.size(), 3U);
  EXPECT_EQ(check.parts[0].counts.targets, 10U);
  EXPECT_TRUE(check.parts[1].faults.empty());
  EXPECT_FALSE(check.parts[2].faults.empty());
  EXPECT_EQ(check.temporary.size(), 1U);
  ASSERT_EQ(check.faults.size(), 2U);
  EXPECT_NE(check.faults[0].find("000001.h5 is missing"), std::string::npos);
  EXPECT_THROW(validate_parts(dir_.root()), Error);
}

TEST(ResultsValidateEnums, AnEnumMayHaveFewerNamesInAnotherOrder) {
  const TempDir dir;
  write_sample(dir.path("a.h5"), 0, 20);
  replace_enum(dir.path("a.h5"), "targets/status", {"bad_row", "bad_formula", "no_route", "ok"});
  EXPECT_TRUE(validate_results(dir.path("a.h5")).faults.empty());
  tamper_enum(dir.path("a.h5"), "targets/status", 2, 4);  // no longer a member
  const auto faults = validate_results(dir.path("a.h5")).faults;
  ASSERT_FALSE(faults.empty());
  EXPECT_EQ(faults[0], "/targets/status: row 2: no member of the enum");
}

TEST(ResultsValidateEnums, AnEnumWithANameThatNobodyKnowsIsAFault) {
  const TempDir dir;
  write_sample(dir.path("a.h5"), 0, 20);
  replace_enum(dir.path("a.h5"), "steps/type",
               {"mix", "grind", "dry", "calcine", "heat", "regrind", "press", "sinter", "anneal", "melt", "quench",
                "wash", "other", "etch"});
  const auto faults = validate_results(dir.path("a.h5")).faults;
  ASSERT_FALSE(faults.empty());
  EXPECT_NE(faults[0].find("\"etch\""), std::string::npos) << faults[0];
}

}  // namespace
}  // namespace matroute
