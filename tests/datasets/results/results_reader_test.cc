// What was written comes back bit by bit; what stands wrongly in a file is an input error that names it.
#include "datasets/results/results_reader.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <functional>

#include "base/error.h"
#include "datasets/io/hdf5_util.h"
#include "datasets/results/results_writer.h"
#include "tests/base/temp_dir.h"
#include "tests/datasets/io/hdf5_tamper.h"
#include "tests/datasets/results/results_sample.h"

namespace matroute {
namespace {

std::string fault_of(const std::filesystem::path& path) {
  try {
    ResultsReader reader(path);
    TargetResult result;
    while (reader.next(result)) {
    }
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInput) << error.what();
    EXPECT_NE(std::string(error.what()).find(path.filename()), std::string::npos) << error.what();
    return error.what();
  }
  return {};
}

TEST(ResultsReader, RoundTripOfEveryField) {
  const TempDir dir;
  constexpr std::uint64_t kCount = 3000;
  write_sample(dir.path("a.h5"), 0, kCount);
  ResultsReader reader(dir.path("a.h5"));
  EXPECT_EQ(reader.counts().targets, kCount);
  TargetResult result;
  for (std::uint64_t i = 0; i < kCount; ++i) {
    ASSERT_TRUE(reader.next(result)) << i;
    ASSERT_TRUE(result == sample_target(i)) << i;
  }
  EXPECT_FALSE(reader.next(result));
}

TEST(ResultsReader, EmptyFileAndLongText) {
  const TempDir dir;
  write_sample(dir.path("empty.h5"), 0, 0);
  TargetResult result;
  EXPECT_FALSE(ResultsReader(dir.path("empty.h5")).next(result));
  TargetResult large = sample_target(2);
  large.formula_input = std::string(3000000, 'x');
  large.message = std::string("a\0b", 3);
  ResultsWriter writer(dir.path("large.h5"), sample_info());
  writer.add(large);
  writer.add(sample_target(3));
  writer.finish(sample_info());
  ResultsReader reader(dir.path("large.h5"));
  ASSERT_TRUE(reader.next(result));
  EXPECT_TRUE(result == large);
  ASSERT_TRUE(reader.next(result));
  EXPECT_TRUE(result == sample_target(3));
}

TEST(ResultsReader, InfoComesBack) {
  const TempDir dir;
  write_sample(dir.path("a.h5"), 0, 1);
  const RouteFileInfo info = ResultsReader(dir.path("a.h5")).info();
  const RouteFileInfo written = sample_info();
  EXPECT_EQ(info.creator_version, written.creator_version);
  EXPECT_EQ(info.model_hash, written.model_hash);
  EXPECT_EQ(info.configuration, written.configuration);
  EXPECT_EQ(info.search_options, written.search_options);
  EXPECT_EQ(info.seed, written.seed);
  EXPECT_EQ(info.device, written.device);
  EXPECT_EQ(info.started, written.started);
  EXPECT_EQ(info.finished, written.finished);
  EXPECT_EQ(info.input_name, written.input_name);
  EXPECT_EQ(info.input_sha256, written.input_sha256);
  EXPECT_EQ(info.atmospheres, written.atmospheres);
  EXPECT_EQ(info.merged_from, "");
}

TEST(ResultsReader, ForeignAndNewerFiles) {
  const TempDir dir;
  std::ofstream(dir.path("text.h5")) << "no HDF5";
  EXPECT_NE(fault_of(dir.path("text.h5")), "");
  H5File other = H5File::create(dir.path("other.h5"));
  other.set_attribute("/", "format", "matroute-recipes");
  other.close();
  EXPECT_NE(fault_of(dir.path("other.h5")).find("not a results file"), std::string::npos);
  write_sample(dir.path("newer.h5"), 0, 1);
  replace_attribute(dir.path("newer.h5"), "format_version", 99);
  const std::string fault = fault_of(dir.path("newer.h5"));
  EXPECT_NE(fault.find("99"), std::string::npos);
  EXPECT_NE(fault.find("reads 1 to 1"), std::string::npos);
}

TEST(ResultsReader, TruncatedAtManyPlaces) {
  const TempDir dir;
  write_sample(dir.path("a.h5"), 0, 500);
  const auto size = std::filesystem::file_size(dir.path("a.h5"));
  for (std::uintmax_t part = 0; part < 20; ++part) {
    std::filesystem::copy_file(dir.path("a.h5"), dir.path("cut.h5"), std::filesystem::copy_options::overwrite_existing);
    std::filesystem::resize_file(dir.path("cut.h5"), size * part / 20);
    EXPECT_NE(fault_of(dir.path("cut.h5")), "") << part;
  }
}

struct Tampering {
  std::string dataset;  // that the message must name
  std::function<void(const std::filesystem::path&)> apply;
};

TEST(ResultsReader, TrustsNothing) {
  const auto integer = [](const std::string& dataset, std::uint64_t row, std::int64_t value) {
    return Tampering{dataset, [=](const auto& path) { tamper_integer(path, dataset, row, value); }};
  };
  const auto choice = [](const std::string& dataset) {
    return Tampering{dataset, [=](const auto& path) { tamper_enum(path, dataset, 3, 200); }};
  };
  const auto size = [](const std::string& dataset, std::uint64_t rows) {
    return Tampering{dataset, [=](const auto& path) { resize_dataset(path, dataset, rows); }};
  };
  std::vector<Tampering> all = {
      integer("targets/route_ptr", 0, 1),
      integer("targets/route_ptr", 5, 0),
      integer("targets/route_ptr", 100, 10),
      integer("targets/formula_ptr", 7, 1000000),
      integer("targets/formula_input", 8, 0xff),
      integer("targets/warnings", 1, 999),
      integer("routes/warnings_ptr", 9, -1),
      integer("routes/target", 20, 3),
      integer("routes/rank", 20, 9),
      integer("routes/component_ptr", 4, 100000),
      integer("components/material", 5, 77),
      integer("components/coef_den", 5, 0),
      integer("components/coef_den", 6, -1),
      integer("components/route", 6, 99),
      integer("steps/index", 4, 8),
      integer("steps/route", 4, 99),
      integer("precedents/doi", 2, 4000),
      integer("precedents/route", 2, 99),
      choice("targets/status"),
      choice("routes/method"),
      choice("components/role"),
      choice("steps/type"),
      choice("precedents/relation"),
      size("targets/confidence", 99),
      size("routes/score", 1),
      size("targets/vars_ptr", 0),
      size("targets/vars_ptr", 50),
      size("components/coef_num", 3),
      size("summary", 7),
      size("vocab/materials_ptr", 0),
  };
  for (const char* name : {"targets/row", "routes/equation_ptr", "vocab/dois", "steps/atmosphere", "summary"}) {
    all.push_back({name, [=](const auto& path) { remove_dataset(path, name); }});
  }
  for (const char* name : {"routes/score", "components/material", "targets/formula"}) {
    all.push_back({name, [=](const auto& path) { damage_chunk(path, name); }});
  }
  const TempDir dir;
  write_sample(dir.path("good.h5"), 0, 100);
  ASSERT_EQ(fault_of(dir.path("good.h5")), "");
  for (const Tampering& tampering : all) {
    const auto path = dir.path("bad.h5");
    std::filesystem::copy_file(dir.path("good.h5"), path, std::filesystem::copy_options::overwrite_existing);
    tampering.apply(path);
    EXPECT_NE(fault_of(path).find(tampering.dataset), std::string::npos) << tampering.dataset << ": " << fault_of(path);
  }
}

// A file of a program with other words: fewer of them, in another order.
TEST(ResultsReader, EnumsAreMappedByName) {
  const TempDir dir;
  write_sample(dir.path("a.h5"), 0, 20);
  replace_enum(dir.path("a.h5"), "routes/method", {"other", "sol-gel", "solid-state"});
  replace_enum(dir.path("a.h5"), "targets/status", {"bad_row", "bad_formula", "ok", "no_route"});
  replace_enum(dir.path("a.h5"), "components/role", {"dopant", "medium", "byproduct", "consumed", "precursor"});
  ResultsReader reader(dir.path("a.h5"));
  TargetResult result;
  for (std::uint64_t i = 0; i < 20; ++i) {
    ASSERT_TRUE(reader.next(result)) << i;
    ASSERT_TRUE(result == sample_target(i)) << i;
  }
}

TEST(ResultsReader, AnEnumsNameThatNobodyKnowsIsNamed) {
  const TempDir dir;
  write_sample(dir.path("a.h5"), 0, 20);
  replace_enum(dir.path("a.h5"), "routes/method", {"solid-state", "sol-gel", "other", "hydrothermal"});
  const std::string fault = fault_of(dir.path("a.h5"));
  EXPECT_NE(fault.find("routes/method"), std::string::npos) << fault;
  EXPECT_NE(fault.find("\"hydrothermal\""), std::string::npos) << fault;
}

#ifndef __SANITIZE_ADDRESS__  // which needs an address space without a limit
// The exit code of a process that may take but 16 MiB more memory than it has.
[[noreturn]] void read_in_little_memory(const std::filesystem::path& path) {
  std::uint64_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  const rlim_t bytes = pages * static_cast<rlim_t>(sysconf(_SC_PAGESIZE)) + (rlim_t{16} << 20);
  const rlimit limit{bytes, bytes};
  setrlimit(RLIMIT_AS, &limit);
  try {
    ResultsReader reader(path);
    TargetResult result;
    while (reader.next(result)) {
    }
  } catch (const Error& error) {
    std::_Exit(static_cast<int>(error.kind()));
  } catch (...) {
    std::_Exit(100);
  }
  std::_Exit(0);
}

TEST(ResultsReader, WantOfMemoryIsAnErrorOfKindResource) {
  const TempDir dir;
  {
    TargetResult result = sample_target(1);
    result.message = std::string(std::size_t{64} << 20, 'x');
    ResultsWriter writer(dir.path("a.h5"), sample_info());
    writer.add(result);
    writer.finish(sample_info());
  }
  EXPECT_EXIT(read_in_little_memory(dir.path("a.h5")), testing::ExitedWithCode(static_cast<int>(ErrorKind::kResource)),
              "");
}
#endif

}  // namespace
}  // namespace matroute
