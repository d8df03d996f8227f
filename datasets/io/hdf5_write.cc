// Writing of complete columns.
#include "base/error.h"
#include "datasets/io/hdf5_column.h"
#include "datasets/io/hdf5_util.h"

namespace matroute {

template <class T>
void H5File::write(const std::string& name, std::span<const T> values, const H5Label& label) {
  H5Appender appender(*this, name, kH5TypeOf<T>, 0, label);
  appender.append(values.data(), values.size());
  appender.finish();
}

template void H5File::write(const std::string&, std::span<const std::uint8_t>, const H5Label&);
template void H5File::write(const std::string&, std::span<const std::uint16_t>, const H5Label&);
template void H5File::write(const std::string&, std::span<const std::uint32_t>, const H5Label&);
template void H5File::write(const std::string&, std::span<const std::uint64_t>, const H5Label&);
template void H5File::write(const std::string&, std::span<const std::int64_t>, const H5Label&);
template void H5File::write(const std::string&, std::span<const float>, const H5Label&);
template void H5File::write(const std::string&, std::span<const double>, const H5Label&);

void H5File::write_rows(const std::string& name, std::span<const float> values, std::size_t columns,
                        const H5Label& label) {
  if (columns == 0 || values.size() % columns != 0) {
    throw Error(ErrorKind::kInternal, path_.string() + ": /" + name + ": values do not fill whole rows");
  }
  H5Appender appender(*this, name, H5Type::kF32, columns, label);
  appender.append(values.data(), values.size() / columns);
  appender.finish();
}

void H5File::write_enum(const std::string& name, std::span<const std::uint8_t> values,
                        std::span<const std::string_view> members, const H5Label& label) {
  H5Appender appender(*this, name, members, label);
  appender.append(values.data(), values.size());
  appender.finish();
}

void H5File::write_text(const std::string& name, std::span<const std::string> texts, const std::string& description) {
  H5TextColumn column(*this, name, description);
  for (const std::string& text : texts) column.push(text);
  column.finish();
}

}  // namespace matroute
