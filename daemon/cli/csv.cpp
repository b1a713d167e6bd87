#include "cli/csv.hpp"

namespace nhaclich::cli {

namespace {

std::string escaped(std::string_view cell) {
    constexpr std::string_view formula = "=+-@\t\r\n";
    constexpr std::string_view special = ",\"\r\n";
    std::string text(cell);
    if (!text.empty() && formula.find(text.front()) != std::string_view::npos)
        text.insert(text.begin(), '\'');
    if (text.find_first_of(special) == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

}  // namespace

std::string csv_record(const std::vector<std::string>& cells) {
    std::string record;
    for (const auto& cell : cells) {
        if (&cell != &cells.front()) record += ',';
        record += escaped(cell);
    }
    return record + "\r\n";
}

}  // namespace nhaclich::cli
