// libFuzzer: any bytes are read or refused, and what is read comes back from its own text.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "chem/composition_key.h"
#include "chem/formula.h"

namespace {

void require(bool holds, const char* what) {
  if (holds) return;
  std::fputs(what, stderr);
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace matroute;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static const Variables kVariables = {{"x", Rational(1, 10)}, {"y", Rational(2)}, {"δ", Rational(1, 3)}};
  for (const Variables& variables : {Variables(), kVariables}) {
    const auto formula = parse_formula(text, variables);
    if (!formula) {
      require(formula.error().position <= size, "an error outside the text\n");
      require(!formula.error().message.empty(), "an error without a message\n");
      continue;
    }
    for (const auto& [element, amount] : formula->composition)
      require(amount.sign() > 0, "an amount that is not positive\n");
    const auto again = parse_formula(to_text(formula->composition));
    require(again && again->composition == formula->composition, "a composition that its own text does not give\n");
    require(key_of(*formula) == key_of(formula->anhydrous()), "a key that counts hydrate water\n");
  }
  return 0;
}
