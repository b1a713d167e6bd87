#include "cli/table.hpp"

#include "cli/output.hpp"

#include <algorithm>

namespace nhaclich::cli {

namespace {

/// Characters; text of ours is NFC, where a Vietnamese letter is one and takes one column.
std::size_t width(const std::string& text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (c & '\xC0') != '\x80'; }));
}

}  // namespace

void Table::print() const {
    std::vector<std::size_t> widths(rows_.front().size(), 0);
    for (const auto& row : rows_) {
        const bool head = &row == &rows_.front();
        for (std::size_t at = 0; at < widths.size(); ++at)
            if (!head) widths[at] = std::max(widths[at], width(row[at]));
    }
    for (std::size_t at = 0; at < widths.size(); ++at)
        if (widths[at] > 0) widths[at] = std::max(widths[at], width(rows_.front()[at]));
    for (const auto& row : rows_) {
        std::string line;
        for (std::size_t at = 0; at < widths.size(); ++at) {
            if (widths[at] == 0) continue;
            line += row[at] + std::string(widths[at] - width(row[at]) + 2, ' ');
        }
        line.erase(line.find_last_not_of(' ') + 1);
        print_line(line);
    }
}

}  // namespace nhaclich::cli
