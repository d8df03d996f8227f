// RDKit's SMILES reader and Morgan fingerprints, with its log switched off and its exceptions turned into ours.
#include "chem/molecule.h"

#include <DataStructs/ExplicitBitVect.h>
#include <GraphMol/Fingerprints/MorganFingerprints.h>
#include <GraphMol/MolOps.h>
#include <GraphMol/RWMol.h>
#include <GraphMol/SmilesParse/SmilesParse.h>
#include <RDGeneral/RDLog.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <string>

#include "base/error.h"
#include "chem/periodic_table.h"

namespace matroute {
namespace {

constexpr std::size_t kMaxSmilesBytes = 4096;
constexpr unsigned kMorganRadius = 2;

[[noreturn]] void fail(std::string_view smiles, std::string_view reason) {
  constexpr std::size_t kShown = 80;
  const std::string_view shown = smiles.substr(0, kShown);
  throw Error(ErrorKind::kInput, fmt::format("cannot read the SMILES '{}{}': {}", shown,
                                             shown.size() < smiles.size() ? "..." : "", reason));
}

std::unique_ptr<RDKit::RWMol> parse(std::string_view smiles) {
  static std::once_flag silenced;
  std::call_once(silenced, [] { boost::logging::disable_logs("rdApp.*"); });
  if (smiles.empty()) fail(smiles, "it is empty");
  if (smiles.size() > kMaxSmilesBytes) fail(smiles, fmt::format("it is longer than {} bytes", kMaxSmilesBytes));
  const bool printable = std::ranges::all_of(smiles, [](char c) { return c > ' ' && c <= '~'; });
  if (!printable) fail(smiles, "it holds a blank or a character outside ASCII");
  std::unique_ptr<RDKit::RWMol> molecule;
  try {
    RDKit::SmilesParserParams parameters;
    parameters.allowCXSMILES = false;
    parameters.parseName = false;
    molecule.reset(RDKit::SmilesToMol(std::string(smiles), parameters));
  } catch (const std::exception& error) {
    fail(smiles, error.what());
  }
  if (!molecule || molecule->getNumAtoms() == 0) fail(smiles, "it is no valid SMILES");
  for (const RDKit::Atom* atom : molecule->atoms()) {
    if (atom->getAtomicNum() == 0) fail(smiles, "an atom has no element");
  }
  return molecule;
}

// Carbon, hydrogen, then the rest by symbol; all by symbol where there is no carbon.
Composition in_hill_order(const Composition& composition) {
  std::vector<ElementAmount> items(composition.begin(), composition.end());
  const bool organic = composition.contains(Element::C);
  std::ranges::sort(items, {}, [&](const ElementAmount& item) {
    const int place = !organic ? 2 : item.element == Element::C ? 0 : item.element == Element::H ? 1 : 2;
    return std::pair(place, symbol(item.element));
  });
  Composition sorted;
  for (const auto& [element, amount] : items) sorted.add(element, amount);
  return sorted;
}

}  // namespace

Molecule read_smiles(std::string_view smiles) {
  const auto parsed = parse(smiles);
  Molecule molecule;
  Composition composition;
  for (const RDKit::Atom* atom : parsed->atoms()) {
    const unsigned hydrogens = atom->getTotalNumHs();
    composition.add(static_cast<Element>(atom->getAtomicNum()), 1);
    composition.add(Element::H, hydrogens);
    molecule.molar_mass_g_mol += atom->getMass() + hydrogens * atomic_mass_g_mol(Element::H);
  }
  molecule.composition = in_hill_order(composition);
  molecule.charge = RDKit::MolOps::getFormalCharge(*parsed);
  return molecule;
}

std::vector<std::uint32_t> fingerprint(std::string_view smiles, std::uint32_t bits) {
  if (bits == 0) throw Error(ErrorKind::kInternal, "a fingerprint needs at least one bit");
  const auto parsed = parse(smiles);
  const std::unique_ptr<ExplicitBitVect> vector(
      RDKit::MorganFingerprints::getFingerprintAsBitVect(*parsed, kMorganRadius, bits));
  IntVect on;
  vector->getOnBits(on);
  std::vector<std::uint32_t> positions(on.begin(), on.end());
  std::ranges::sort(positions);
  return positions;
}

}  // namespace matroute
