// Changes single values of a finished HDF5 file, as no writer of ours would.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace matroute {

// One value of a dataset of one dimension.
void tamper_integer(const std::filesystem::path& path, const std::string& dataset, std::uint64_t row,
                    std::int64_t value);
void tamper_float(const std::filesystem::path& path, const std::string& dataset, std::uint64_t row, double value);
void tamper_enum(const std::filesystem::path& path, const std::string& dataset, std::uint64_t row, std::uint8_t value);
// Stores the column of an enum anew, with an enum of these names whose values are their places in
// the list; every value that occurs must be among them.
void replace_enum(const std::filesystem::path& path, const std::string& dataset, const std::vector<std::string>& names);
void remove_dataset(const std::filesystem::path& path, const std::string& dataset);
void resize_dataset(const std::filesystem::path& path, const std::string& dataset, std::uint64_t rows);
void replace_attribute(const std::filesystem::path& path, const std::string& name, std::int64_t value);
void replace_attribute(const std::filesystem::path& path, const std::string& name, const std::string& value);
void remove_attribute(const std::filesystem::path& path, const std::string& dataset, const std::string& name);
// Overwrites a byte of the first chunk as it is stored, so that it cannot be inflated.
void damage_chunk(const std::filesystem::path& path, const std::string& dataset);

}  // namespace matroute
