// The table for people: reads like a lab note, and fits the width that it is given.
#include <algorithm>

#include <fmt/format.h>

#include "predict/report_formats.h"

namespace matroute {
namespace {

constexpr std::size_t kIndent = 6;

// Columns that the text takes: characters, not bytes; colour codes take none.
std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  bool code = false;
  for (const char c : text) {
    code = code || c == '\x1b';
    if (!code && (c & 0xC0) != 0x80) ++width;
    if (c == 'm') code = false;
  }
  return width;
}

// Control characters would move the cursor of a terminal.
std::string printable(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) {
      out += fmt::format("\\x{:02x}", byte);
    } else {
      out += c;
    }
  }
  return out;
}

// The words of `text`, wrapped at `width` columns; every line is indented, all but the first by `hang` columns more.
std::string wrapped(std::string_view text, std::size_t width, std::size_t indent, std::size_t hang) {
  std::string out(indent, ' ');
  std::size_t column = indent;
  bool first = true;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    const std::string_view word = text.substr(begin, end - begin);
    if (!first && column + 1 + width_of(word) > width) {
      out += '\n' + std::string(indent + hang, ' ');
      column = indent + hang;
    } else if (!first) {
      out += ' ';
      ++column;
    }
    out += word;
    column += width_of(word);
    first = false;
    begin = end + 1;
  }
  return out + '\n';
}

std::string amounts_text(const Route& route, Role role) {
  std::string out;
  for (const ReactionComponent* component : components_of(route, role)) {
    if (!out.empty()) out += ", ";
    if (component->coefficient.sign() != 0) out += to_fraction_text(component->coefficient) + " mol ";
    out += component->formula;
  }
  return out;
}

class TableReport : public Report {
 public:
  explicit TableReport(const ReportOptions& options) : width_(options.width), colours_(options.colours) {}

  void add(const TargetResult& result, std::span<const LeftOut> left_out, std::string& out) override {
    if (!first_) out += '\n';
    first_ = false;
    out += heading(result);
    if (!result.message.empty()) out += wrapped(printable(result.message), width_, 2, 0);
    for (const std::string& warning : result.warnings) out += note(2, warning);
    if (result.out_of_domain) out += note(2, "unlike what the model was trained on: take the probabilities with care");
    for (std::size_t i = 0; i < result.routes.size(); ++i) add_route(result.routes[i], i + 1, out);
    if (!left_out.empty()) out += "  left out:\n";
    for (const LeftOut& set : left_out) out += wrapped(printable(left_out_text(set)), width_, kIndent, 2);
    if (!result.routes.empty()) out += footer(result);
    any_routes_ = any_routes_ || !result.routes.empty();
  }

  void end(std::string& out) const override {
    if (any_routes_) out += "\nTemperatures, times and atmospheres are not modelled yet.\n";
  }

 private:
  std::string styled(std::string_view text, const char* code) const {
    return colours_ ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
  }

  std::string note(std::size_t indent, std::string_view warning) const {
    return wrapped(styled("note:", "33") + " " + printable(warning), width_, indent, 2);
  }

  std::string heading(const TargetResult& result) const {
    std::string out = styled(printable(result.formula_input), "1");
    if (!result.vars.empty()) out += " with " + result.vars;
    if (!result.formula.empty() && result.formula != result.formula_input) out += " = " + result.formula;
    if (!result.input_id.empty()) out += " [" + printable(result.input_id) + "]";
    if (result.status != Status::kOk) out += fmt::format(": {}", styled(name(result.status), "31"));
    return out + '\n';
  }

  void add_route(const Route& route, std::size_t rank, std::string& out) const {
    out += fmt::format("{:>4}  {:>7}  {}\n", rank, percent_text(route.probability), name(route.method));
    out += wrapped(styled(route.equation, "36"), width_, kIndent, 2);
    out += wrapped("weigh: " + amounts_text(route, Role::kPrecursor), width_, kIndent, 2);
    add_list("dopant: ", amounts_text(route, Role::kDopant), out);
    add_list("medium: ", amounts_text(route, Role::kMedium), out);
    for (const std::string& warning : route.warnings) out += note(kIndent, warning);
  }

  void add_list(const char* title, const std::string& content, std::string& out) const {
    if (!content.empty()) out += wrapped(title + content, width_, kIndent, 2);
  }

  static std::string footer(const TargetResult& result) {
    return fmt::format("  Amounts make 1 mol. A recorded recipe is among the {} shown with {}.\n",
                       result.routes.size(), percent_text(result.confidence));
  }

  std::size_t width_;
  bool colours_;
  bool first_ = true;
  bool any_routes_ = false;
};

}  // namespace

std::unique_ptr<Report> make_table_report(const ReportOptions& options) {
  return std::make_unique<TableReport>(options);
}

}  // namespace matroute
