// SMILES through RDKit: compositions, charges, masses, fingerprints and what cannot be read.
#include "chem/molecule.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "base/error.h"

namespace matroute {
namespace {

using enum Element;

TEST(Molecule, ReadsCompositionChargeAndMass) {
  const Molecule urea = read_smiles("NC(N)=O");
  EXPECT_EQ(to_text(urea.composition), "CH4N2O");
  EXPECT_EQ(urea.charge, 0);
  EXPECT_NEAR(urea.molar_mass_g_mol, 60.06, 0.01);
  EXPECT_EQ(read_smiles("CC(=O)[O-]").charge, -1);
  EXPECT_EQ(to_text(read_smiles("[NH4+]").composition), "H4N");
  EXPECT_EQ(to_text(read_smiles("[Ba+2].CC(=O)[O-].CC(=O)[O-]").composition), "C4H6BaO4");
}

TEST(Molecule, CountsDeuteriumAsHydrogenButWeighsIt) {
  const Molecule heavy_water = read_smiles("[2H]O[2H]");
  EXPECT_EQ(to_text(heavy_water.composition), "H2O");
  EXPECT_NEAR(heavy_water.molar_mass_g_mol, 20.03, 0.01);
}

TEST(Molecule, RefusesWhatIsNoSmilesInSilence) {
  testing::internal::CaptureStderr();
  testing::internal::CaptureStdout();
  for (const char* text : {"", "C(", "C1CC", "BaTiO3", "xyz", "C(C)(C)(C)(C)C", "*", "c1cccc1", "C C", "CC\n", "水"}) {
    EXPECT_THROW(read_smiles(text), Error) << text;
    EXPECT_THROW(fingerprint(text), Error) << text;
  }
  EXPECT_THROW(read_smiles(std::string(100000, 'C')), Error);
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
}

TEST(Molecule, NamesTheTextInItsErrors) {
  try {
    read_smiles("C1CC");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInput);
    EXPECT_NE(std::string(error.what()).find("C1CC"), std::string::npos);
  }
}

TEST(Molecule, SurvivesRandomText) {
  std::mt19937 random(3);
  const std::string alphabet = "CNOcn()[]=#123+-@/\\.%HBr";
  for (int i = 0; i < 3000; ++i) {
    std::string text(1 + random() % 24, ' ');
    for (char& c : text) c = alphabet[random() % alphabet.size()];
    try {
      EXPECT_FALSE(read_smiles(text).composition.empty()) << text;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kInput) << text;
    }
  }
}

TEST(Molecule, IsReadTheSameFromManyThreads) {
  const auto expected = fingerprint("OC(=O)CC(O)(CC(=O)O)C(=O)O");
  std::atomic<int> failures = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i) {
        failures += fingerprint("OC(=O)CC(O)(CC(=O)O)C(=O)O") != expected;
        failures += to_text(read_smiles("NC(N)=O").composition) != "CH4N2O";
        try {
          read_smiles("C1CC");
          ++failures;
        } catch (const Error&) {
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(failures, 0);
}

TEST(Fingerprint, IsSortedWithinItsLengthAndTheSameForOneMolecule) {
  const auto bits = fingerprint("OC(=O)CC(O)(CC(=O)O)C(=O)O");
  EXPECT_FALSE(bits.empty());
  EXPECT_TRUE(std::ranges::is_sorted(bits));
  EXPECT_LT(bits.back(), 1024U);
  EXPECT_EQ(bits, fingerprint("C(C(=O)O)C(O)(C(=O)O)CC(=O)O"));
  EXPECT_NE(bits, fingerprint("OC(=O)C(=O)O"));
  EXPECT_LT(fingerprint("CCO", 64).back(), 64U);
  EXPECT_THROW(fingerprint("CCO", 0), Error);
}

}  // namespace
}  // namespace matroute
