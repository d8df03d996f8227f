// A record of a release: its targets with the variables put in, its precursors, its operations.
#include "datasets/recipes/release_importer.h"

#include <simdjson.h>

#include <algorithm>

#include "chem/formula.h"
#include "chem/gases.h"
#include "datasets/recipes/release_steps.h"

namespace matroute {
namespace {

using simdjson::dom::element;
using simdjson::dom::object;

// A precursor may bring them where the target has none. Iodides are among what was published, and their iodine left the
// furnace, though balancing knows no gas of it: such a recipe is kept as a record and has no equation.
ElementSet volatile_elements() {
  ElementSet set = gas_elements();
  set.set(atomic_number(Element::I));
  return set;
}

std::string text_at(const object& record, std::string_view key) {
  std::string_view text;
  return record[key].get(text) == simdjson::SUCCESS ? std::string(text) : "";
}

std::vector<std::string> texts_at(const simdjson::simdjson_result<element>& value) {
  std::vector<std::string> texts;
  simdjson::dom::array list;
  if (value.get(list) != simdjson::SUCCESS) return texts;
  for (const element& item : list) {
    std::string_view text;
    if (item.get(text) == simdjson::SUCCESS) texts.emplace_back(text);
  }
  return texts;
}

// Each text once, in the order given.
void keep_distinct(std::vector<std::string>& texts) {
  std::vector<std::string> kept;
  for (std::string& text : texts) {
    if (std::find(kept.begin(), kept.end(), text) == kept.end()) kept.push_back(std::move(text));
  }
  texts = std::move(kept);
}

// "R2O3" with R = Pr is Pr2O3. A variable that is also an element's symbol has been put in by the release already.
std::string substituted(std::string text, const object& record) {
  object variables;
  if (record["reaction"]["element_substitution"].get(variables) != simdjson::SUCCESS) return text;
  for (const auto& [name, value] : variables) {
    std::string_view symbol;
    if (name.empty() || element_from_symbol(name) || value.get(symbol) != simdjson::SUCCESS) continue;
    for (std::size_t at = text.find(name); at != text.npos; at = text.find(name, at + symbol.size())) {
      const std::size_t end = at + name.size();
      const bool goes_on = end < text.size() && text[end] >= 'a' && text[end] <= 'z';
      if (goes_on) {
        at = end - symbol.size();
        continue;
      }
      text.replace(at, name.size(), symbol);
    }
  }
  return text;
}

std::optional<Method> stated_method(const object& record) {
  std::string type = text_at(record, "synthesis_type");
  if (type.empty()) return std::nullopt;
  std::ranges::replace(type, '_', '-');
  if (type.find(name(Method::kSolGel)) != type.npos) return Method::kSolGel;
  if (type.find("solid") != type.npos) return Method::kSolidState;
  return Method::kOther;
}

// Elements named as additives: "Eu", "Ce3+", "0.02Dy3+".
std::vector<Element> additives_of(const object& record) {
  std::vector<Element> elements;
  for (const std::string& text : texts_at(record["target"]["additives"])) {
    const std::size_t first = std::min(text.find_first_not_of("0123456789.x% "), text.size());
    std::size_t end = first + 1;
    if (end < text.size() && text[end] >= 'a' && text[end] <= 'z') ++end;
    const auto found = element_from_symbol(std::string_view(text).substr(first, end - first));
    const bool ends =
        end >= text.size() || std::string_view("0123456789+-. x").find(text[end]) != std::string_view::npos;
    if (found && ends && std::find(elements.begin(), elements.end(), *found) == elements.end())
      elements.push_back(*found);
  }
  return elements;
}

struct Target {
  std::string text;
  ElementSet elements;
};

// A number below zero is read as a joined part by the formula parser, so it is looked for in the text.
bool has_negative_amount(std::string_view text) {
  for (std::size_t at = text.find('-'); at != text.npos; at = text.find('-', at + 1)) {
    const bool number = at + 1 < text.size() && ((text[at + 1] >= '0' && text[at + 1] <= '9') || text[at + 1] == '.');
    const bool symbol =
        at > 0 && ((text[at - 1] >= 'a' && text[at - 1] <= 'z') || (text[at - 1] >= 'A' && text[at - 1] <= 'Z'));
    if (number && symbol) return true;
  }
  return false;
}

// A lower-case letter that is no part of a symbol: "Li1-xCoO2", "Ca2*xTi".
bool has_variable(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_lower = text[i] >= 'a' && text[i] <= 'z';
    if (is_lower && (i == 0 || text[i - 1] < 'A' || text[i - 1] > 'Z' || text[i - 1] == '*')) return true;
    if (text[i] == '*') return true;
  }
  return false;
}

std::optional<Target> read_target(const std::string& text, ImportedRecord& result) {
  const auto refuse = [&](std::string reason, std::string detail) {
    result.reject(text, std::move(reason), std::move(detail));
    return std::nullopt;
  };
  if (text.empty()) return refuse("no target", "the entry is empty");
  if (has_negative_amount(text)) return refuse("negative amount", text);
  if (has_variable(text)) return refuse("variable without a value", text);
  const auto formula = parse_formula(text);
  if (!formula.ok()) return refuse("target not readable", formula.error().message);
  return Target{text, formula->composition.elements()};
}

class RecordImport {
 public:
  RecordImport(const object& record, PrecursorReader& reader) : record_(record), reader_(reader) {}

  ImportedRecord run(Method default_method) {
    const auto method = stated_method(record_);
    recipe_.method = method.value_or(default_method);
    recipe_.doi = normalised_doi(text_at(record_, "doi"));
    result_.without_method = !method;
    if (read_targets() && read_precursors()) {
      recipe_.steps = read_release_steps(record_["operations"]);
      additives_ = additives_of(record_);
      for (const Target& target : targets_) add_recipe(target);
    }
    for (Rejection& rejection : result_.rejections) rejection.doi = recipe_.doi;
    return std::move(result_);
  }

 private:
  bool read_targets() {
    auto texts = texts_at(record_["targets_string"]);
    keep_distinct(texts);
    if (texts.empty()) result_.reject("", "no target", "targets_string is empty");
    for (const std::string& text : texts) {
      if (auto target = read_target(text, result_)) {
        all_elements_ |= target->elements;
        targets_.push_back(*std::move(target));
      }
    }
    recipe_.weight = texts.empty() ? 1.0F : 1.0F / static_cast<float>(texts.size());
    return !targets_.empty();
  }

  bool read_precursors() {
    simdjson::dom::array list;
    if (record_["precursors"].get(list) == simdjson::SUCCESS) {
      for (const element& item : list) {
        object precursor;
        if (item.get(precursor) == simdjson::SUCCESS) add_precursor(text_at(precursor, "material_formula"));
      }
    }
    if (precursors_.empty() && unreadable_.empty()) unreadable_ = "the record names none";
    if (unreadable_.empty()) return true;
    const std::string reason = precursors_.empty() ? "no precursors" : "precursor not readable";
    for (const Target& target : targets_) result_.reject(target.text, reason, unreadable_);
    return false;
  }

  void add_precursor(const std::string& given) {
    if (is_fragment(given)) {
      ++result_.fragments;
      return;
    }
    const ReadPrecursor& precursor = reader_.read(substituted(given, record_));
    for (std::size_t k = 0; k < precursor.mendings.size(); ++k) result_.mendings[k] += precursor.mendings[k];
    if (!precursor.error.empty() && unreadable_.empty()) unreadable_ = given + ": " + precursor.error;
    const auto same = [&](const ReadPrecursor* known) { return known->formula == precursor.formula; };
    if (std::none_of(precursors_.begin(), precursors_.end(), same)) precursors_.push_back(&precursor);
  }

  // Elements that the target has, dopants included; the dopants go into its text.
  ElementSet with_dopants(const Target& target, std::string& text) const {
    ElementSet elements = target.elements;
    for (const Element dopant : additives_) {
      const std::size_t z = atomic_number(dopant);
      const auto brings = [&](const ReadPrecursor* precursor) { return precursor->elements.test(z); };
      if (elements.test(z) || std::none_of(precursors_.begin(), precursors_.end(), brings)) continue;
      text += (elements == target.elements ? ":" : ",") + std::string(symbol(dopant));
      elements.set(z);
    }
    return elements;
  }

  void add_recipe(const Target& target) {
    static const ElementSet volatiles = volatile_elements();
    Recipe recipe = recipe_;
    recipe.target = target.text;
    const ElementSet wanted = with_dopants(target, recipe.target);
    ElementSet supplied;
    for (const ReadPrecursor* precursor : precursors_) supplied |= precursor->elements;
    ElementSet missing = target.elements & ~ambient_elements() & ~supplied;
    if (missing.any()) return result_.reject(target.text, "element not supplied", element_list(missing, " "));
    supplied.reset();
    std::uint64_t set_aside = 0;
    for (const ReadPrecursor* precursor : precursors_) {
      const ElementSet foreign = precursor->elements & ~wanted & ~volatiles;
      if ((foreign & ~all_elements_).any()) {
        return result_.reject(target.text, "foreign element",
                              precursor->formula + " brings " + element_list(foreign, " "));
      }
      if (foreign.any()) {
        ++set_aside;
        continue;
      }
      supplied |= precursor->elements;
      recipe.precursors.push_back(precursor->formula);
    }
    missing = target.elements & ~ambient_elements() & ~supplied;
    if (missing.any() || recipe.precursors.empty()) {
      return result_.reject(target.text, "foreign element",
                            "without the precursors of other targets nothing brings " + element_list(missing, " "));
    }
    result_.set_aside += set_aside;
    result_.recipes.push_back(std::move(recipe));
  }

  const object& record_;
  PrecursorReader& reader_;
  ImportedRecord result_;
  Recipe recipe_;
  std::vector<Target> targets_;
  ElementSet all_elements_;  // of all targets of the record
  std::vector<const ReadPrecursor*> precursors_;
  std::vector<Element> additives_;
  std::string unreadable_;
};

}  // namespace

struct ReleaseRecordReader::State {
  simdjson::dom::parser parser;
  PrecursorReader reader;
};

ReleaseRecordReader::ReleaseRecordReader() : state_(std::make_unique<State>()) {}
ReleaseRecordReader::ReleaseRecordReader(ReleaseRecordReader&&) noexcept = default;
ReleaseRecordReader::~ReleaseRecordReader() = default;

bool is_release(std::string_view head) {
  const std::size_t first = head.find_first_not_of(" \t\r\n");
  if (first == head.npos || (head[first] != '{' && head[first] != '[')) return false;
  return head.find("\"targets_string\"") != head.npos || head.find("\"reactions\"") != head.npos;
}

ImportedRecord ReleaseRecordReader::read(const std::string& json, Method method) {
  ImportedRecord result;
  element root;
  const auto code = simdjson::validate_utf8(json) ? state_->parser.parse(json).get(root) : simdjson::UTF8_ERROR;
  if (code != simdjson::SUCCESS) {
    result.reject("", "not valid JSON", simdjson::error_message(code));
    return result;
  }
  object record;
  if (root.get(record) != simdjson::SUCCESS) {
    result.reject("", "not a record", "expected a JSON object");
    return result;
  }
  return RecordImport(record, state_->reader).run(method);
}

}  // namespace matroute
