#include "bounce/mail_fields.hpp"

#include <algorithm>
#include <boost/algorithm/string/trim.hpp>

namespace nhaclich::bounce {

namespace {

constexpr std::size_t fields_at_most = 200;
constexpr std::size_t value_at_most = 4096;

bool is_blank(char c) { return c == ' ' || c == '\t'; }

/// RFC 5322 3.6.8: printable ASCII without the colon.
bool is_name(std::string_view text) {
    constexpr std::size_t longest = 76;
    return !text.empty() && text.size() <= longest &&
           std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7F'; });
}

}  // namespace

std::string_view next_line(std::string_view& text) {
    const auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

std::string_view trimmed(std::string_view text) { return boost::trim_copy_if(text, is_blank); }

std::string lowered(std::string_view text) {
    std::string lower(text);
    for (auto& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

void Fields::add(std::string_view line) {
    open_ = false;
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || fields_.size() >= fields_at_most) return;
    const auto name = trimmed(line.substr(0, colon));
    if (!is_name(name)) return;
    const auto value = trimmed(line.substr(colon + 1)).substr(0, value_at_most);
    fields_.emplace_back(lowered(name), std::string(value));
    open_ = true;
}

void Fields::extend(std::string_view line) {
    if (!open_) return;
    auto& value = fields_.back().second;
    const auto more = trimmed(line);
    if (more.empty() || value.size() >= value_at_most) return;
    if (!value.empty()) value += ' ';
    value += more.substr(0, value_at_most - std::min(value_at_most, value.size()));
}

Fields Fields::read(std::string_view& text) {
    Fields fields;
    while (!text.empty()) {
        const auto line = next_line(text);
        if (line.empty()) break;
        if (is_blank(line.front()))
            fields.extend(line);
        else
            fields.add(line);
    }
    return fields;
}

std::string_view Fields::first(std::string_view name) const {
    for (const auto& [known, value] : fields_)
        if (known == name) return value;
    return {};
}

bool Fields::has(std::string_view name) const {
    return std::ranges::any_of(fields_, [&](const auto& field) { return field.first == name; });
}

std::vector<std::string_view> Fields::all(std::string_view name) const {
    std::vector<std::string_view> values;
    for (const auto& [known, value] : fields_)
        if (known == name) values.push_back(value);
    return values;
}

}  // namespace nhaclich::bounce
