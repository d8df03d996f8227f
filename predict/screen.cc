// The main flow on a page: read -> parse -> encode -> decode -> balance -> calibrate -> write, a batch at a time; one
// batch is written while the next is searched.
// Encoding, decoding, balancing and calibration are RouteSearch's; conditions will stand between balance and calibrate.
#include "predict/screen.h"

#include <exception>
#include <future>

#include <fmt/format.h>

#include "base/parallel_for.h"

namespace matroute {
namespace {

// One target on its way through the flow.
struct Item {
  Answer answer;
  Variables variables;
  std::optional<Target> target;  // where it could be read
};

// Read: whole rows with all members of their series, until the batch is full. False at the end of the input, and where
// it breaks off, which is kept for later: the rows before it are still to be answered.
bool read_batch(TargetSource& source, const ScreenOptions& options, std::vector<Item>& batch, std::uint64_t& rows,
                std::exception_ptr& break_off) {
  TargetRow row;
  while (batch.size() < options.batch_size) {
    try {
      if (!source.next(row)) return false;
    } catch (const Error&) {
      break_off = std::current_exception();
      return false;
    }
    ++rows;
    for (const Variables& variables : members_for({&row.formula, 1}, options.series)) {
      TargetResult& result = batch.emplace_back(Item{.answer = {}, .variables = variables, .target = {}}).answer.result;
      result.row = row.row;
      result.input_id = row.id;
      result.formula_input = row.formula;
      result.vars = to_text(variables);
      result.message = row.error;
      result.status = row.error.empty() ? Status::kOk : Status::kBadRow;
    }
  }
  return true;
}

void parse_item(Item& item) {
  TargetResult& result = item.answer.result;
  if (result.status != Status::kOk) return;
  auto parsed = parse_formula(result.formula_input, item.variables);
  if (!parsed) {
    result.status = Status::kBadFormula;
    result.message = parsed.error().message;
    return;
  }
  result.formula = to_text(parsed->composition);
  result.warnings = parsed->warnings;
  item.target = make_target(std::move(parsed).value());
}

// Parse: exact compositions, on all threads.
void parse_batch(std::vector<Item>& batch) {
  parallel_for(batch.size(), 64, [&](std::size_t i) { parse_item(batch[i]); });
}

void take_routes(TargetRoutes&& found, Item& item) {
  TargetResult& result = item.answer.result;
  result.status = found.routes.empty() ? Status::kNoRoute : Status::kOk;
  result.message = std::move(found.message);
  result.out_of_domain = found.out_of_domain;
  result.confidence = static_cast<float>(found.confidence);
  result.routes = std::move(found.routes);
  item.answer.left_out = std::move(found.left_out);
}

// One target that the search chokes on must not cost the others theirs: then each is searched alone.
void search_one_by_one(const RouteSearch& search, const std::vector<Target>& targets, const std::vector<Item*>& items) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    try {
      take_routes(std::move(search.search({&targets[i], 1}).front()), *items[i]);
    } catch (const Error& error) {
      items[i]->answer.result.status = Status::kFailed;
      items[i]->answer.result.message = error.what();
    }
  }
}

// Encode, decode, balance, calibrate.
void search_batch(const RouteSearch& search, std::vector<Item>& batch) {
  std::vector<Target> targets;
  std::vector<Item*> items;
  for (Item& item : batch) {
    if (!item.target) continue;
    targets.push_back(*std::move(item.target));
    items.push_back(&item);
  }
  std::vector<TargetRoutes> found;
  try {
    found = search.search(targets);
  } catch (const Error&) {
    search_one_by_one(search, targets, items);
    return;
  }
  for (std::size_t i = 0; i < items.size(); ++i) take_routes(std::move(found[i]), *items[i]);
}

void count(const TargetResult& result, ScreenSummary& summary) {
  ++summary.targets;
  ++summary.by_status[static_cast<std::size_t>(result.status)];
  if (result.status == Status::kOk || result.status == Status::kNoRoute || !summary.first_fault.empty()) return;
  summary.first_fault = fmt::format("{} in row {}: {}", name(result.status), result.row, result.message);
}

}  // namespace

ScreenSummary screen(TargetSource& source, const RouteSearch& search, const ScreenOptions& options,
                     const std::function<void(const Answer&)>& write) {
  ScreenSummary summary;  // of what is written: the writer's alone while it runs
  const auto write_batch = [&](const std::vector<Item>& batch, std::uint64_t rows) {
    for (const Item& item : batch) {
      write(item.answer);
      count(item.answer.result, summary);
    }
    summary.rows = rows;
    options.on_progress(summary);
  };
  std::future<void> writer;
  std::uint64_t rows = 0;
  std::exception_ptr break_off;
  bool stopped = false;
  for (bool more = true; more && !stopped;) {
    std::vector<Item> batch;
    more = read_batch(source, options, batch, rows, break_off);
    parse_batch(batch);
    search_batch(search, batch);
    if (writer.valid()) writer.get();
    writer =
        std::async(std::launch::async, [&write_batch, batch = std::move(batch), rows] { write_batch(batch, rows); });
    stopped = more && options.stop();
  }
  writer.get();
  if (break_off && !options.stop()) std::rethrow_exception(break_off);
  summary.stopped = stopped || break_off != nullptr;
  return summary;
}

}  // namespace matroute
