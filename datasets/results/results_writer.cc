// One target at a time into the tables; everything else is the columns' and the atomic file's.
#include "datasets/results/results_writer.h"

#include <simdjson.h>

#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/out_of_memory.h"
#include "datasets/results/results_schema.h"
#include "datasets/results/results_tables.h"

namespace matroute {
namespace {

// Calls action(text) with every text of the result, which may be const.
template <class Result, class Action>
void for_each_text(Result& result, const Action& action) {
  for (auto* text : {&result.input_id, &result.formula_input, &result.formula, &result.vars, &result.message}) {
    action(*text);
  }
  for (auto& text : result.warnings) action(text);
  for (auto& route : result.routes) {
    action(route.equation);
    for (auto& text : route.warnings) action(text);
    for (auto& component : route.components) action(component.formula);
    for (auto& precedent : route.precedents) action(precedent.doi);
  }
}

bool is_utf8(const TargetResult& result) {
  bool valid = true;
  for_each_text(result, [&](const std::string& text) { valid = valid && simdjson::validate_utf8(text); });
  return valid;
}

TargetResult mended(TargetResult result) {
  for_each_text(result, [](std::string& text) { text = mended_utf8(text); });
  return result;
}

void require_share(const TargetResult& result, float value, const char* what) {
  if (value >= 0.0F && value <= 1.0F) return;  // false for NaN
  throw Error(ErrorKind::kInternal, result.formula_input + ": the " + what + " " + std::to_string(value) +
                                        " is not between 0 and 1; nothing of the target was written");
}

// Before anything of the result is written, so that the file stays whole.
void require_numbers(const TargetResult& result, std::size_t atmospheres) {
  require_share(result, result.confidence, "confidence");
  for (const Route& route : result.routes) {
    require_share(result, route.probability, "probability of a route");
    if (!std::isfinite(route.score)) {
      throw Error(ErrorKind::kInternal, result.formula_input + ": the score " + std::to_string(route.score) +
                                            " of a route is no finite number; nothing of the target was written");
    }
    for (const Precedent& precedent : route.precedents) require_share(result, precedent.similarity, "similarity");
    for (const RouteStep& step : route.steps) {
      if (step.atmosphere.size() != atmospheres) {
        throw Error(ErrorKind::kInternal, "a step has " + std::to_string(step.atmosphere.size()) +
                                              " atmosphere probabilities, the file names " +
                                              std::to_string(atmospheres));
      }
      for (const float share : step.atmosphere) require_share(result, share, "probability of an atmosphere");
    }
  }
}

std::uint16_t u16(std::size_t value, const char* what) {
  if (value > std::numeric_limits<std::uint16_t>::max()) {
    throw Error(ErrorKind::kInternal, std::string("more than 65535 ") + what + " in one list");
  }
  return static_cast<std::uint16_t>(value);
}

}  // namespace

struct ResultsWriter::State {
  State(std::filesystem::path path, const RouteFileInfo& info)
      : output(std::move(path)),
        file(H5File::create(output)),
        targets(file),
        routes(file),
        components(file),
        steps(file, info.atmospheres.size()),
        precedents(file),
        summary(summary_column(file)),
        materials(file, "materials"),
        dois(file, "dois"),
        messages(file, "messages"),
        atmosphere_names(info.atmospheres) {}

  void add(const TargetResult& result);
  void add_route(const Route& route, std::size_t rank);
  void add_step(const RouteStep& step, std::uint64_t route, std::size_t index);
  void finish(const RouteFileInfo& info);

  AtomicFile output;
  H5File file;
  TargetTable targets;
  RouteTable routes;
  ComponentTable components;
  StepTable steps;
  PrecedentTable precedents;
  H5Column<SummaryRow> summary;
  ResultsVocabulary materials, dois, messages;
  std::vector<std::string> atmosphere_names;
};

void ResultsWriter::State::add(const TargetResult& result) {
  targets.input_id.push(result.input_id);
  targets.formula_input.push(result.formula_input);
  targets.formula.push(result.formula);
  targets.vars.push(result.vars);
  targets.status.push(static_cast<std::uint8_t>(result.status));
  targets.message.push(result.message);
  targets.warnings.push(result.warnings, messages);
  targets.out_of_domain.push(result.out_of_domain ? 1 : 0);
  targets.confidence.push(result.confidence);
  for (std::size_t i = 0; i < result.routes.size(); ++i) add_route(result.routes[i], i + 1);
  targets.route_ptr.push(routes.target.size());
  targets.row.push(result.row);
  summary.push(summary_of(result));
}

void ResultsWriter::State::add_route(const Route& route, std::size_t rank) {
  const std::uint64_t row = routes.target.size();
  routes.target.push(targets.row.size());
  routes.rank.push(u16(rank, "routes"));
  routes.probability.push(route.probability);
  routes.score.push(route.score);
  routes.method.push(static_cast<std::uint8_t>(route.method));
  routes.equation.push(route.equation);
  routes.warnings.push(route.warnings, messages);
  for (const ReactionComponent& component : route.components) {
    components.route.push(row);
    components.material.push(materials.index_of(component.formula));
    components.role.push(static_cast<std::uint8_t>(component.role));
    components.coef_num.push(component.coefficient.numerator());
    components.coef_den.push(component.coefficient.denominator());
  }
  for (std::size_t i = 0; i < route.steps.size(); ++i) add_step(route.steps[i], row, i);
  for (const Precedent& precedent : route.precedents) {
    precedents.route.push(row);
    precedents.doi.push(dois.index_of(precedent.doi));
    precedents.similarity.push(precedent.similarity);
    precedents.relation.push(static_cast<std::uint8_t>(precedent.relation));
  }
  routes.component_ptr.push(components.route.size());
  routes.step_ptr.push(steps.route.size());
  routes.precedent_ptr.push(precedents.route.size());
}

void ResultsWriter::State::add_step(const RouteStep& step, std::uint64_t route, std::size_t index) {
  steps.route.push(route);
  steps.index.push(u16(index, "steps"));
  steps.type.push(static_cast<std::uint8_t>(step.type));
  steps.temperature.append(step.temperature_degc);
  steps.duration.append(step.duration_h);
  steps.atmosphere.append(step.atmosphere);
}

void ResultsWriter::State::finish(const RouteFileInfo& info) {
  targets.finish();
  routes.finish();
  components.finish();
  steps.finish();
  precedents.finish();
  summary.finish();
  for (ResultsVocabulary* vocabulary : {&materials, &dois, &messages}) vocabulary->finish();
  file.write_text("vocab/atmospheres", atmosphere_names, std::string(vocabulary_description("atmospheres")));
  write_route_file_info(file, info);
  file.close();
  output.commit();
}

ResultsWriter::ResultsWriter(std::filesystem::path path, const RouteFileInfo& info) {
  if (info.atmospheres.empty()) throw Error(ErrorKind::kInternal, "a results file names at least one atmosphere");
  state_ = with_memory_as_error(path.string(), [&] { return std::make_unique<State>(path, info); });
}

// HDF5 writes what it holds back when a file is closed, on whichever thread.
ResultsWriter::~ResultsWriter() { silence_hdf5(); }

void ResultsWriter::add(const TargetResult& result) {
  silence_hdf5();
  require_numbers(result, state_->atmosphere_names.size());
  with_memory_as_error(state_->output.path().string(), [&] {
    if (is_utf8(result)) {
      state_->add(result);
    } else {
      state_->add(mended(result));
    }
  });
}

ResultsCounts ResultsWriter::counts() const {
  return {state_->targets.row.size(), state_->routes.target.size(), state_->components.route.size(),
          state_->steps.route.size(), state_->precedents.route.size()};
}

void ResultsWriter::finish(const RouteFileInfo& info) {
  silence_hdf5();
  with_memory_as_error(state_->output.path().string(), [&] { state_->finish(info); });
}

}  // namespace matroute
