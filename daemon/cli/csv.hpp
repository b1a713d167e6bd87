// Rows of comma-separated values (RFC 4180) that a spreadsheet shows and never obeys.
// In: cells of text. Out: one record with its CR LF.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace nhaclich::cli {

/// Before the first record: by it Excel knows UTF-8.
constexpr std::string_view csv_beginning = "\xEF\xBB\xBF";

/// A cell that a spreadsheet would take for a formula (=, +, -, @, tab, CR or LF at its beginning)
/// is preceded by an apostrophe, which makes it text.
std::string csv_record(const std::vector<std::string>& cells);

}  // namespace nhaclich::cli
