// Rows are read on one thread, a few at a time, and parsed on all.
#include "predict/stream/stream.h"

#include <algorithm>
#include <exception>
#include <future>
#include <iterator>
#include <system_error>
#include <utility>

#include "base/error.h"
#include "base/parallel_for.h"

namespace matroute {
namespace {

constexpr std::size_t kRowsPerTurn = 16;  // rows that a thread takes at once

void parse(StreamItem& item) {
  if (!item.row.error.empty()) {
    item.target = FormulaError{item.row.error, 0};
    return;
  }
  item.target = parse_formula(item.row.formula, item.variables);
  for (const std::string& text : item.row.precursors) item.precursors.push_back(parse_formula(text, item.variables));
}

bool has_series(const std::vector<Variables>& series) { return series.size() > 1 || !series.front().empty(); }

// The row as parsed with the first values of the series; `used` gets the names of the series that the texts of the row
// use.
StreamItem first_member(TargetRow&& row, const Variables& values, std::vector<std::string>& used) {
  StreamItem item{.row = std::move(row), .variables = values, .target = FormulaError{}, .precursors = {}};
  add_used_names(item.row.formula, item.target = parse_formula(item.row.formula, values), values, used);
  for (const std::string& text : item.row.precursors) {
    add_used_names(text, item.precursors.emplace_back(parse_formula(text, values)), values, used);
  }
  return item;
}

bool all_read(const StreamItem& item) {
  const auto is_read = [](const ParsedFormula& formula) { return formula.ok(); };
  return item.row.error.empty() && item.target && std::ranges::all_of(item.precursors, is_read);
}

// The members of the row's series. The first member is not parsed twice where all its formulas could be read. Otherwise
// every member is parsed with its own values, since a message may depend on the names that have a value.
std::vector<StreamItem> members_of(TargetRow&& row, const std::vector<Variables>& series) {
  std::vector<std::string> used;
  StreamItem first = first_member(std::move(row), series.front(), used);
  const std::vector<Variables> values = members_for(used, series);
  std::vector<StreamItem> members;
  members.reserve(values.size());
  for (const Variables& own : values) {
    StreamItem& member = members.emplace_back(StreamItem{first.row, own, FormulaError{}, {}});
    if (members.size() > 1 || !all_read(first)) {
      parse(member);
    } else {
      member.target = std::move(first.target);
      member.precursors = std::move(first.precursors);
      first.precursors.clear();
    }
  }
  return members;
}

class BatchReader {
 public:
  BatchReader(TargetSource& source, const StreamOptions& options) : source_(source), options_(options) {}

  // The next batch; the last one may be empty.
  StreamBatch next() {
    StreamBatch batch;
    while (more_ && batch.items.size() < options_.batch_size) {
      // Reads as many rows as have room in the batch with all members of their series, but at least one.
      const std::size_t room = options_.batch_size - batch.items.size();
      std::vector<TargetRow> rows = read(std::max<std::size_t>(1, room / options_.series.size()));
      if (has_series(options_.series)) {
        add_members(rows, batch.items);
      } else {
        add_single(rows, batch.items);
      }
    }
    batch.rows = rows_;
    return batch;
  }

  bool more() const { return more_; }
  std::uint64_t rows() const { return rows_; }
  // The exception at which the input broke off; null where it ended.
  const std::exception_ptr& break_off() const { return break_off_; }

 private:
  std::vector<TargetRow> read(std::size_t most) {
    std::vector<TargetRow> rows;
    while (rows.size() < most) {
      TargetRow row;
      try {
        more_ = source_.next(row);
      } catch (const Error&) {
        break_off_ = std::current_exception();
        more_ = false;
      }
      if (!more_) break;
      ++rows_;
      rows.push_back(std::move(row));
    }
    return rows;
  }

  static void add_single(std::vector<TargetRow>& rows, std::vector<StreamItem>& items) {
    const std::size_t begin = items.size();
    items.resize(begin + rows.size());
    parallel_for(rows.size(), kRowsPerTurn, [&](std::size_t i) {
      items[begin + i].row = std::move(rows[i]);
      parse(items[begin + i]);
    });
  }

  void add_members(std::vector<TargetRow>& rows, std::vector<StreamItem>& items) const {
    std::vector<std::vector<StreamItem>> members(rows.size());
    parallel_for(rows.size(), kRowsPerTurn,
                 [&](std::size_t i) { members[i] = members_of(std::move(rows[i]), options_.series); });
    for (auto& list : members) std::ranges::move(list, std::back_inserter(items));
  }

  TargetSource& source_;
  const StreamOptions& options_;
  bool more_ = true;
  std::uint64_t rows_ = 0;
  std::exception_ptr break_off_;
};

// On another thread; on this one where the system gives no further thread.
std::future<void> start(const std::function<void()>& write) {
  try {
    return std::async(std::launch::async, write);
  } catch (const std::system_error&) {
    write();
    std::promise<void> written;
    written.set_value();
    return written.get_future();
  }
}

}  // namespace

StreamEnd run_stream(TargetSource& source, const StreamOptions& options,
                     const std::function<std::function<void()>(StreamBatch&&)>& answer) {
  BatchReader reader(source, options);
  std::future<void> writer;
  bool stopped = false;
  while (reader.more() && !stopped) {
    std::function<void()> write = answer(reader.next());
    if (writer.valid()) writer.get();
    writer = start(write);
    stopped = reader.more() && options.stop();
  }
  writer.get();
  if (reader.break_off() && !options.stop()) std::rethrow_exception(reader.break_off());
  return {.rows = reader.rows(), .stopped = stopped || reader.break_off() != nullptr};
}

}  // namespace matroute
