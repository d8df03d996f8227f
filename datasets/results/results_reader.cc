// The inverse of results_writer.cc: one cursor per column, all in step.
#include "datasets/results/results_reader.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/out_of_memory.h"
#include "datasets/results/results_cursors.h"

namespace matroute {
namespace {

struct Vocabularies {
  explicit Vocabularies(const H5File& file)
      : materials(file, "vocab/materials"),
        dois(file, "vocab/dois"),
        messages(file, "vocab/messages"),
        atmospheres(read_atmospheres(file)) {}

  static std::vector<std::string> read_atmospheres(const H5File& file) {
    file.require_backed("vocab/atmospheres");
    file.require_backed("vocab/atmospheres_ptr");
    return file.read_text("vocab/atmospheres");
  }

  VocabularyTexts materials, dois, messages;
  std::vector<std::string> atmospheres;
};

struct TargetCursors {
  TargetCursors(const H5File& file, const ResultsCounts& n, Vocabularies& vocab)
      : row(column_cursor<std::uint64_t>(file, "targets/row")),
        input_id(file, "targets/input_id", n.targets),
        formula_input(file, "targets/formula_input", n.targets),
        formula(file, "targets/formula", n.targets),
        vars(file, "targets/vars", n.targets),
        status(column_cursor<std::uint8_t>(file, "targets/status")),
        message(file, "targets/message", n.targets),
        warnings(file, "targets", n.targets, vocab.messages),
        out_of_domain(column_cursor<std::uint8_t>(file, "targets/out_of_domain")),
        confidence(column_cursor<float>(file, "targets/confidence")),
        route_ptr(file, "targets/route_ptr", n.targets, n.routes) {}

  H5Cursor<std::uint64_t> row;
  TextCursor input_id, formula_input, formula, vars;
  H5Cursor<std::uint8_t> status;
  TextCursor message;
  WarningCursor warnings;
  H5Cursor<std::uint8_t> out_of_domain;
  H5Cursor<float> confidence;
  PointerCursor route_ptr;
};

struct RouteCursors {
  RouteCursors(const H5File& file, const ResultsCounts& n, Vocabularies& vocab)
      : target(column_cursor<std::uint64_t>(file, "routes/target")),
        rank(column_cursor<std::uint16_t>(file, "routes/rank")),
        probability(column_cursor<float>(file, "routes/probability")),
        score(column_cursor<float>(file, "routes/score")),
        method(column_cursor<std::uint8_t>(file, "routes/method")),
        equation(file, "routes/equation", n.routes),
        warnings(file, "routes", n.routes, vocab.messages),
        component_ptr(file, "routes/component_ptr", n.routes, n.components),
        step_ptr(file, "routes/step_ptr", n.routes, n.steps),
        precedent_ptr(file, "routes/precedent_ptr", n.routes, n.precedents) {}

  H5Cursor<std::uint64_t> target;
  H5Cursor<std::uint16_t> rank;
  H5Cursor<float> probability, score;
  H5Cursor<std::uint8_t> method;
  TextCursor equation;
  WarningCursor warnings;
  PointerCursor component_ptr, step_ptr, precedent_ptr;
};

struct ListCursors {
  ListCursors(const H5File& file, Vocabularies& vocab)
      : component_route(column_cursor<std::uint64_t>(file, "components/route")),
        material(file, "components/material", vocab.materials),
        role(column_cursor<std::uint8_t>(file, "components/role")),
        coef_num(column_cursor<std::int64_t>(file, "components/coef_num")),
        coef_den(column_cursor<std::int64_t>(file, "components/coef_den")),
        step_route(column_cursor<std::uint64_t>(file, "steps/route")),
        step_index(column_cursor<std::uint16_t>(file, "steps/index")),
        step_type(column_cursor<std::uint8_t>(file, "steps/type")),
        temperature(column_cursor<float>(file, "steps/temperature")),
        duration(column_cursor<float>(file, "steps/duration")),
        atmosphere(column_cursor<float>(file, "steps/atmosphere", vocab.atmospheres.size())),
        precedent_route(column_cursor<std::uint64_t>(file, "precedents/route")),
        doi(file, "precedents/doi", vocab.dois),
        similarity(column_cursor<float>(file, "precedents/similarity")),
        relation(column_cursor<std::uint8_t>(file, "precedents/relation")) {}

  H5Cursor<std::uint64_t> component_route;
  VocabularyCursor material;
  H5Cursor<std::uint8_t> role;
  H5Cursor<std::int64_t> coef_num, coef_den;
  H5Cursor<std::uint64_t> step_route;
  H5Cursor<std::uint16_t> step_index;
  H5Cursor<std::uint8_t> step_type;
  H5Cursor<float> temperature, duration, atmosphere;
  H5Cursor<std::uint64_t> precedent_route;
  VocabularyCursor doi;
  H5Cursor<float> similarity;
  H5Cursor<std::uint8_t> relation;
};

template <class T>
void require_equal(const H5File& file, H5Cursor<T>& column, std::uint64_t expected) {
  const T found = column.next();
  if (found == expected) return;
  fail_at(file, column.name(), column.position() - 1, std::to_string(found) + ", expected " + std::to_string(expected));
}

}  // namespace

struct ResultsReader::State {
  explicit State(const std::filesystem::path& path)
      : file(H5File::open(path)),
        info(read_route_file_info(file)),
        counts(count_results(file)),
        vocab(file),
        targets(file, counts, vocab),
        routes(file, counts, vocab),
        lists(file, vocab) {
    require_column_lengths(file);
    info.atmospheres = vocab.atmospheres;
  }

  void read_target(TargetResult& result);
  void read_route(Route& route, std::uint64_t rank);
  ReactionComponent read_component(std::uint64_t route);
  RouteStep read_step(std::uint64_t route, std::uint64_t index);
  Precedent read_precedent(std::uint64_t route);
  void require_end() const;

  H5File file;
  RouteFileInfo info;
  ResultsCounts counts;
  Vocabularies vocab;
  TargetCursors targets;
  RouteCursors routes;
  ListCursors lists;
  std::uint64_t next_target = 0;
  std::uint64_t next_route = 0;
};

void ResultsReader::State::read_target(TargetResult& result) {
  result.row = targets.row.next();
  result.input_id = targets.input_id.next();
  result.formula_input = targets.formula_input.next();
  result.formula = targets.formula.next();
  result.vars = targets.vars.next();
  result.status = static_cast<Status>(targets.status.next());
  result.message = targets.message.next();
  targets.warnings.next(result.warnings);
  result.out_of_domain = targets.out_of_domain.next() != 0;
  result.confidence = targets.confidence.next();
  const std::uint64_t count = targets.route_ptr.next();
  result.routes.clear();
  for (std::uint64_t i = 0; i < count; ++i) read_route(result.routes.emplace_back(), i + 1);
  ++next_target;
}

void ResultsReader::State::read_route(Route& route, std::uint64_t rank) {
  require_equal(file, routes.target, next_target);
  require_equal(file, routes.rank, rank);
  route.probability = routes.probability.next();
  route.score = routes.score.next();
  route.method = static_cast<Method>(routes.method.next());
  route.equation = routes.equation.next();
  routes.warnings.next(route.warnings);
  const std::uint64_t components = routes.component_ptr.next();
  const std::uint64_t steps = routes.step_ptr.next();
  const std::uint64_t precedents = routes.precedent_ptr.next();
  for (std::uint64_t i = 0; i < components; ++i) route.components.push_back(read_component(next_route));
  for (std::uint64_t i = 0; i < steps; ++i) route.steps.push_back(read_step(next_route, i));
  for (std::uint64_t i = 0; i < precedents; ++i) route.precedents.push_back(read_precedent(next_route));
  ++next_route;
}

ReactionComponent ResultsReader::State::read_component(std::uint64_t route) {
  require_equal(file, lists.component_route, route);
  const std::string& formula = lists.material.next();
  const auto role = static_cast<Role>(lists.role.next());
  const std::int64_t numerator = lists.coef_num.next();
  const std::int64_t denominator = lists.coef_den.next();
  if (denominator <= 0) fail_at(file, "components/coef_den", lists.coef_den.position() - 1, "not above 0");
  return {formula, role, Rational(numerator, denominator)};
}

RouteStep ResultsReader::State::read_step(std::uint64_t route, std::uint64_t index) {
  require_equal(file, lists.step_route, route);
  require_equal(file, lists.step_index, index);
  RouteStep step;
  step.type = static_cast<StepType>(lists.step_type.next());
  const auto temperature = lists.temperature.take(1);
  std::copy(temperature.begin(), temperature.end(), step.temperature_degc.begin());
  const auto duration = lists.duration.take(1);
  std::copy(duration.begin(), duration.end(), step.duration_h.begin());
  const auto atmosphere = lists.atmosphere.take(1);
  step.atmosphere.assign(atmosphere.begin(), atmosphere.end());
  return step;
}

Precedent ResultsReader::State::read_precedent(std::uint64_t route) {
  require_equal(file, lists.precedent_route, route);
  Precedent precedent;
  precedent.doi = lists.doi.next();
  precedent.similarity = lists.similarity.next();
  precedent.relation = static_cast<Relation>(lists.relation.next());
  return precedent;
}

void ResultsReader::State::require_end() const {
  targets.route_ptr.require_end();
  targets.warnings.require_end();
  routes.warnings.require_end();
  routes.component_ptr.require_end();
  routes.step_ptr.require_end();
  routes.precedent_ptr.require_end();
  for (const TextCursor* text : {&targets.input_id, &targets.formula_input, &targets.formula, &targets.vars,
                                 &targets.message, &routes.equation}) {
    text->require_end();
  }
}

ResultsReader::ResultsReader(const std::filesystem::path& path)
    : state_(with_memory_as_error(path.string(), [&] { return std::make_unique<State>(path); })) {}
ResultsReader::ResultsReader(ResultsReader&&) noexcept = default;
ResultsReader::~ResultsReader() = default;

const RouteFileInfo& ResultsReader::info() const { return state_->info; }
ResultsCounts ResultsReader::counts() const { return state_->counts; }

bool ResultsReader::next(TargetResult& result) {
  if (state_->next_target == state_->counts.targets) {
    state_->require_end();
    return false;
  }
  with_memory_as_error(state_->file.path().string(), [&] { state_->read_target(result); });
  return true;
}

}  // namespace matroute
