// One table of names serves reading and writing.
#include "train/network_options.h"

#include <nlohmann/json.hpp>
#include <type_traits>

#include "base/error.h"

namespace matroute {
namespace {

using Json = nlohmann::ordered_json;

// Calls visit(name, field, lowest, highest) for every option.
template <class Options, class Visit>
void visit_options(Options& options, const Visit& visit) {
  auto& network = options.network;
  auto& reranker = options.reranker;
  visit("width", network.width, 4, 4096);
  visit("layers", network.layers, 1, 64);
  visit("heads", network.heads, 1, 64);
  visit("hidden", network.hidden, 4, 4096);
  visit("epochs", network.epochs, 0.01, 10'000);
  visit("batch", network.batch, 1, 65'536);
  visit("learning_rate", network.learning_rate, 1e-8, 1);
  visit("warm_up", network.warm_up, 0, 0.9);
  visit("weight_decay", network.weight_decay, 0, 10);
  visit("dropout", network.dropout, 0, 0.95);
  visit("identity_dropout", network.identity_dropout, 0, 0.95);
  visit("clip", network.clip, 1e-6, 1e6);
  visit("averaging", network.averaging, 0, 0.999999);
  visit("method_weight", network.method_weight, 0, 100);
  visit("patience", network.patience, 0, 10'000);
  visit("reranker_epochs", reranker.epochs, 0.01, 10'000);
  visit("reranker_batch", reranker.batch, 1, 65'536);
  visit("reranker_learning_rate", reranker.learning_rate, 1e-8, 1);
  visit("reranker_weight_decay", reranker.weight_decay, 0, 10);
  visit("reranker_dropout", reranker.dropout, 0, 0.95);
  visit("reranker_fewest_steps", reranker.fewest_steps, 1, 1'000'000);
  visit("folds", options.folds, 2, 100);
  visit("run_folds", options.run_folds, 0, 100);
  visit("members", options.members, 0, 64);
  visit("seed", options.seed, 0, 9e15);
}

}  // namespace

NetworkOptions finetune_options(const NetworkShape& shape, std::size_t members) {
  NetworkOptions options;
  TrainerOptions& network = options.network;
  network.width = shape.width;
  network.layers = shape.layers;
  network.heads = shape.heads;
  network.hidden = shape.hidden;
  network.epochs = 12;
  network.batch = 32;
  network.learning_rate = 7e-5;
  network.warm_up = 0.1;
  network.weight_decay = 0.0;
  network.averaging = 0.9;
  network.patience = 3;
  options.members = static_cast<std::uint32_t>(members);
  return options;
}

void read_network_options(const std::string& json, const std::string& where, NetworkOptions& options) {
  const Json parsed = Json::parse(json, nullptr, false);
  if (!parsed.is_object()) throw Error(ErrorKind::kUsage, where + ": expected a JSON object such as {\"epochs\": 8}");
  std::size_t known = 0;
  visit_options(options, [&](const char* name, auto& field, double lowest, double highest) {
    const auto given = parsed.find(name);
    if (given == parsed.end()) return;
    ++known;
    using Value = std::decay_t<decltype(field)>;
    const bool fits = std::is_integral_v<Value> ? given->is_number_integer() : given->is_number();
    const double value = fits ? given->template get<double>() : 0.0;
    if (!fits || !(value >= lowest && value <= highest)) {
      throw Error(ErrorKind::kUsage, where + ": " + name + " is " + given->dump() + ", expected a " +
                                         (std::is_integral_v<Value> ? "whole " : "") + "number from " +
                                         Json(lowest).dump() + " to " + Json(highest).dump());
    }
    field = given->template get<Value>();
  });
  if (known < parsed.size()) {
    Json names = Json::parse(to_json(options));
    for (const auto& [name, value] : parsed.items()) {
      if (!names.contains(name)) throw Error(ErrorKind::kUsage, where + ": there is no option \"" + name + "\"");
    }
  }
  if (options.network.width % options.network.heads != 0) {
    throw Error(ErrorKind::kUsage, where + ": heads does not divide width");
  }
}

std::string to_json(const NetworkOptions& options) {
  Json json = Json::object();
  visit_options(options, [&](const char* name, const auto& field, double, double) { json[name] = field; });
  return json.dump();
}

}  // namespace matroute
