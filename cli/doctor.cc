// matroute doctor: is everything there that a run needs, and in which version?
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>

#include "base/error.h"
#include "base/threads.h"
#include "build_info.h"
#include "chem/library_versions.h"
#include "cli/command.h"
#include "cli/compute.h"
#include "cli/outputs.h"
#include "cli/words.h"
#include "datasets/io/library_versions.h"
#include "model/folder/model_folder.h"
#include "predict/model_lookup.h"

namespace matroute {
namespace {

struct DoctorOptions {
  std::string model;
};

// Prints a line per finding; `faults` counts the findings that would stop a run.
class Findings {
 public:
  void add(const std::string& name, const std::string& text) { out_ += fmt::format("{:<12}{}\n", name, text); }
  void add_fault(const std::string& name, const std::string& text) {
    add(name, "FAULT: " + text);
    ++faults_;
  }

  const std::string& text() const { return out_; }
  int faults() const { return faults_; }

 private:
  std::string out_;
  int faults_ = 0;
};

void look_at_libraries(Findings& findings) {
  findings.add("matroute", fmt::format("{} ({}, {})", kVersion, kBuildType, kCompiler));
  findings.add("RDKit", rdkit_version());
  findings.add("HDF5", fmt::format("{}, {}", hdf5_version(),
                                   hdf5_is_thread_safe() ? "thread-safe" : "not thread-safe (not needed)"));
  findings.add("simdjson", simdjson_version());
  findings.add("zlib", zlib_runtime_version());
  findings.add("liblzma", lzma_runtime_version());
}

// The table of functions that compute; null where the library cannot be opened, with a fault that says why.
const Compute* look_at_compute(Findings& findings) {
  try {
    const Compute& library = compute();
    const std::string torch = library.torch_version();
    findings.add("libtorch", torch.empty() ? "none" : torch);
    return &library;
  } catch (const Error& error) {
    findings.add_fault("libtorch", error.what());
    return nullptr;
  }
}

void look_at_machine(const Compute* library, Findings& findings) {
  findings.add("threads", fmt::format("{} of {} processors (OpenMP)", thread_count(), processor_count()));
  if (library == nullptr) return;
  const int devices = library->cuda_device_count();
  findings.add("CUDA", devices == 0 ? "no device" : fmt::format("{} {}", devices, devices == 1 ? "device" : "devices"));
}

// The card of the model. The model is opened as predict opens it; without a library its files are only compared with
// the card.
ModelInfo checked_model(const Compute* library, const std::filesystem::path& folder) {
  if (library == nullptr) return read_model(folder).info;
  PredictorOptions options;
  options.model = folder;
  options.device = "cpu";
  return library->open_predictor(options)->model();
}

ErrorKind look_at_model(const Compute* library, const std::string& named, Findings& findings) {
  try {
    const std::filesystem::path folder = find_model(named, program_folder());
    const ModelInfo info = checked_model(library, folder);
    findings.add("model", fmt::format("{} ({}, {} recipes, {} precursors)", folder.string(), info.ranker,
                                      info.training.recipes, info.vocabulary.size()));
  } catch (const Error& error) {
    findings.add_fault("model", error.what());
    return error.kind();
  }
  return ErrorKind::kModel;
}

void look_at_folder(Findings& findings) {
  std::error_code fault;
  const std::filesystem::path here = std::filesystem::current_path(fault);
  if (fault || access(here.c_str(), W_OK | X_OK) != 0) {
    findings.add("folder", fmt::format("{} cannot be written to: name outputs elsewhere", here.string()));
    return;
  }
  const std::filesystem::space_info space = std::filesystem::space(here, fault);
  findings.add("folder",
               fmt::format("{} can be written to{}", here.string(),
                           fault ? "" : fmt::format(", {:.1f} GB free", static_cast<double>(space.available) * 1e-9)));
}

int run_doctor(const DoctorOptions& options) {
  Findings findings;
  look_at_libraries(findings);
  const Compute* library = look_at_compute(findings);
  look_at_machine(library, findings);
  const ErrorKind model_fault = look_at_model(library, options.model, findings);
  look_at_folder(findings);
  StandardOutput out;
  out.write(findings.text());
  out.close();
  if (findings.faults() > 0) {
    throw Error(library == nullptr ? ErrorKind::kResource : model_fault,
                fmt::format("{} found, see above", counted(static_cast<std::uint64_t>(findings.faults()), "fault")));
  }
  return 0;
}

}  // namespace

Command doctor_command() {
  auto options = std::make_shared<DoctorOptions>();
  return {.name = "doctor",
          .summary = "Check libraries, devices, the model and the current folder",
          .synopsis = "[--model DIR]",
          .flags = {{.names = "--model",
                     .field = &options->model,
                     .help = "model folder; default: $MATROUTE_MODEL, else the one that came with the program",
                     .value = "DIR"}},
          .examples = "  matroute doctor\n",
          .run = [options](const Context&) { return run_doctor(*options); }};
}

}  // namespace matroute
