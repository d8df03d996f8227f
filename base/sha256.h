// SHA-256 of files, by OpenSSL: says which input a corpus or model was made from.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace matroute {

class Sha256 {
 public:
  Sha256();
  Sha256(Sha256&&) noexcept;
  ~Sha256();

  void add(std::string_view bytes);
  // 64 lower-case hexadecimal digits of the bytes added so far; more may be added afterwards.
  std::string hex() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Throws Error (input) where the file cannot be read.
std::string sha256_of_file(const std::filesystem::path& path);
std::string sha256_of_text(std::string_view text);

}  // namespace matroute
