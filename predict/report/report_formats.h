// Makes the report of each format.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "predict/report/report.h"

namespace matroute {

inline constexpr std::string_view kOutOfDomainNote =
    "unlike what the model was trained on: take the probabilities with care";

enum class JsonShape { kLines, kList };

std::unique_ptr<Report> make_table_report(const ReportOptions& options);
std::unique_ptr<Report> make_json_report(const ReportOptions& options, JsonShape shape);
std::unique_ptr<Report> make_csv_report(const ReportOptions& options);
std::unique_ptr<Report> make_markdown_report(const ReportOptions& options);

}  // namespace matroute
