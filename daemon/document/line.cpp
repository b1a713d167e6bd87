#include "document/line.hpp"

#include "document/token.hpp"

#include <algorithm>
#include <array>
#include <boost/algorithm/string/predicate.hpp>
#include <boost/algorithm/string/replace.hpp>
#include <boost/algorithm/string/trim.hpp>
#include <utility>

namespace nhaclich::document {

namespace {

using Replacement = std::pair<std::string_view, std::string_view>;

constexpr auto signs = std::to_array<Replacement>({{"<br>", "; "},
                                                   {"<br/>", "; "},
                                                   {"<br />", "; "},
                                                   {"&nbsp;", " "},
                                                   {"&amp;", "&"},
                                                   {"&lt;", "<"},
                                                   {"&gt;", ">"},
                                                   {"**", ""},
                                                   {"__", ""},
                                                   {"`", ""}});

bool is_space(char c) { return c == ' '; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

/// "\." is "." in Markdown.
void drop_escapes(std::string& text) {
    std::string kept;
    for (std::size_t i = 0; i < text.size(); ++i) {
        constexpr std::string_view escaped = "\\`*_{}[]()#+-.!|~<>";
        const bool escape = text[i] == '\\' && i + 1 < text.size() &&
                            escaped.find(text[i + 1]) != std::string_view::npos;
        if (!escape) kept += text[i];
    }
    text = std::move(kept);
}

/// HTML within Markdown: "<span id=…>".
void drop_tags(std::string& text) {
    constexpr std::size_t longest = 200;
    for (std::size_t begin = 0; (begin = text.find('<', begin)) != std::string::npos;) {
        const auto name = begin + (text.compare(begin, 2, "</") == 0 ? 2U : 1U);
        const auto end = text.find('>', begin);
        const bool tag = end != std::string::npos && end - begin < longest && is_lower(text[name]);
        if (tag)
            text.erase(begin, end - begin + 1);
        else
            ++begin;
    }
}

/// "*ngày 5/3*" and "_ngày 5/3_": the sign stands at a word, not between spaces.
void drop_emphasis(std::string& text, char sign) {
    std::string kept;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool after_space = i == 0 || is_space(text[i - 1]);
        const bool before_space = i + 1 == text.size() || is_space(text[i + 1]);
        if (text[i] != sign || (after_space && before_space)) kept += text[i];
    }
    text = std::move(kept);
}

/// "II." and "PHẦN II:" begin a part.
std::size_t length_of_roman(std::string_view text) {
    constexpr std::array<std::string_view, 20> numerals{
        "I",  "II",  "III",  "IV",  "V",  "VI",  "VII",  "VIII",  "IX",  "X",
        "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX"};
    const auto length = static_cast<std::size_t>(
        std::ranges::find_if_not(text, [](char c) { return is_upper(c); }) - text.begin());
    return std::ranges::count(numerals, text.substr(0, length)) == 1 ? length : 0;
}

bool ends_label(std::string_view rest, std::string_view ends) {
    if (rest.empty() || ends.find(rest.front()) == std::string_view::npos) return false;
    if (rest.size() == 1 || is_space(rest[1])) return true;
    return rest.front() != '/' && !is_digit(rest[1]);
}

struct Marked {
    Marker marker;
    std::size_t length = 0;
};

Marked part_marker(std::string_view text) {
    std::size_t lead = 0;
    for (const std::string_view word : {"Phần ", "PHẦN ", "Chương ", "CHƯƠNG ", "Mục ", "MỤC "})
        if (text.starts_with(word)) lead = word.size();
    const auto length = length_of_roman(text.substr(lead));
    const auto rest = text.substr(lead + length);
    if (length == 0) return {};
    const bool named = lead > 0 && (rest.empty() || !is_lower(rest.front()));
    const bool spaced_dash = rest.starts_with(" - ");
    if (!named && !spaced_dash && !ends_label(rest, ".)/:-")) return {};
    const auto sign = rest.empty() || is_space(rest.front()) ? 0U : 1U;
    return {{Marker::Kind::roman, std::string(text.substr(lead, length)), {}},
            lead + length + (spaced_dash ? 2U : sign)};
}

Marked number_marker(std::string_view text) {
    std::vector<int> numbers;
    std::size_t at = 0;
    while (at < text.size() && is_digit(text[at])) {
        std::size_t digits = 0;
        while (at + digits < text.size() && is_digit(text[at + digits])) ++digits;
        if (digits > 2) return {};
        numbers.push_back(std::stoi(std::string(text.substr(at, digits))));
        at += digits;
        const bool more = at + 1 < text.size() && text[at] == '.' && is_digit(text[at + 1]);
        if (!more) break;
        ++at;
    }
    if (numbers.empty()) return {};
    const auto rest = text.substr(at);
    const bool bare = numbers.size() > 1 && rest.starts_with(' ');
    // "1- Họp", but not "15 - 20/9".
    const auto after_dash = rest.find_first_not_of(" -");
    const bool dash = rest.starts_with("- ") && after_dash != std::string_view::npos &&
                      !is_digit(rest[after_dash]);
    if (!bare && !dash && !ends_label(rest, ".)/")) return {};
    return {{Marker::Kind::numbers, {}, std::move(numbers)}, at + (bare ? 0U : 1U)};
}

Marked letter_marker(std::string_view text) {
    constexpr std::string_view d_with_stroke = "đ";
    const std::size_t length = text.starts_with(d_with_stroke) ? d_with_stroke.size()
                               : !text.empty() && (is_lower(text[0]) || is_upper(text[0])) ? 1
                                                                                           : 0;
    const auto rest = text.substr(length);
    const bool ends = rest.starts_with(") ") || rest.starts_with(". ") || rest == ")";
    if (length == 0 || !ends) return {};
    const auto kind = is_upper(text[0]) ? Marker::Kind::capital : Marker::Kind::letter;
    if (kind == Marker::Kind::capital && text[0] > 'H') return {};
    return {{kind, std::string(text.substr(0, length)), {}}, length + 1};
}

Marked bullet_marker(std::string_view text) {
    for (const std::string_view sign :
         {"-", "+", "*", "–", "—", "•", "·", "▪", "●", "→", "✓", "o"}) {
        if (!text.starts_with(sign)) continue;
        const auto rest = text.substr(sign.size());
        const bool dash_at_word =
            sign == "-" && !rest.empty() && !is_digit(rest.front()) && rest.front() != '-';
        if (rest.starts_with(' ') || dash_at_word)
            return {{Marker::Kind::bullet, {}, {}}, sign.size()};
    }
    return {};
}

Marked bracket_marker(std::string_view text) {
    constexpr std::size_t longest = 5;
    const auto close = text.find(')');
    if (!text.starts_with('(') || close == std::string_view::npos || close < 2 || close > longest)
        return {};
    const auto inside = text.substr(1, close - 1);
    const bool label =
        std::ranges::all_of(inside, is_digit) || std::ranges::all_of(inside, is_lower);
    if (!label || !text.substr(close + 1).starts_with(' ')) return {};
    return {{Marker::Kind::bracket, {}, {}}, close + 1};
}

Marked marker_of(std::string_view text) {
    for (const auto read :
         {part_marker, number_marker, letter_marker, bullet_marker, bracket_marker})
        if (auto marked = read(text); marked.length > 0) return marked;
    return {};
}

std::string joined_cells(std::string_view line) {
    constexpr char sign = '|';
    std::string joined;
    const auto add = [&](std::string cell) {
        boost::trim(cell);
        if (!joined.empty()) joined += " | ";
        joined += cell.empty() ? " " : cell;
    };
    if (line.starts_with(sign)) line.remove_prefix(1);
    if (line.ends_with(sign)) line.remove_suffix(1);
    for (std::size_t at = 0; at <= line.size();) {
        const auto end = std::min(line.find(sign, at), line.size());
        add(without_markdown(line.substr(at, end - at)));
        at = end + 1;
    }
    return joined;
}

}  // namespace

std::string without_markdown(std::string_view line) {
    std::string text(line);
    for (const auto& [from, to] : signs)
        boost::replace_all(text, std::string(from), std::string(to));
    drop_tags(text);
    drop_escapes(text);
    drop_emphasis(text, '*');
    drop_emphasis(text, '_');
    boost::trim(text);
    return text;
}

TextLine parse_line(std::string_view line) {
    TextLine parsed;
    auto trimmed = boost::trim_copy(std::string(line));
    const auto bars = std::ranges::count(trimmed, '|');
    if (bars >= 2) {
        parsed.row = true;
        parsed.text = joined_cells(trimmed);
        return parsed;
    }
    while (trimmed.starts_with("> ") || trimmed == ">") trimmed.erase(0, 2);
    if (trimmed.starts_with('#')) {
        parsed.heading = true;
        trimmed.erase(0, std::min(trimmed.find_first_not_of('#'), trimmed.size()));
    }
    parsed.text = without_markdown(trimmed);
    // "- a) …": the inner marker says more.
    for (auto marked = marker_of(parsed.text); marked.length > 0; marked = marker_of(parsed.text)) {
        parsed.marker = std::move(marked.marker);
        parsed.text.erase(0, marked.length);
        boost::trim_left(parsed.text);
        if (parsed.marker.kind != Marker::Kind::bullet) break;
    }
    parsed.column = parsed.text.find("   ") != std::string::npos;
    return parsed;
}

bool is_page_number(std::string_view line) {
    const auto tokens = tokens_of(line);
    const auto is_sign = [](const Token& token) { return token.is("-") || token.is("/"); };
    const auto is_word = [](const Token& token) { return token.is("trang") || token.is("page"); };
    const auto numbers = std::ranges::count(tokens, Token::Kind::number, &Token::kind);
    const auto others = std::ranges::count_if(
        tokens, [&](const Token& token) { return is_sign(token) || is_word(token); });
    constexpr std::size_t most_digits = 3;
    const bool year =
        std::ranges::any_of(tokens, [](const Token& token) { return token.digits > most_digits; });
    if (year || numbers == 0 || numbers + others != static_cast<std::ptrdiff_t>(tokens.size()))
        return false;
    if (!tokens.empty() && is_word(tokens.front())) return true;
    return numbers == 1 && tokens.size() <= 3 && (tokens.size() == 1 || is_sign(tokens.front()));
}

bool is_rule(std::string_view line) {
    constexpr std::string_view signs_of_rules = "-*_=~|:+. \t";
    const bool all = std::ranges::all_of(
        line, [&](char c) { return signs_of_rules.find(c) != std::string_view::npos; });
    return all && std::ranges::count_if(line, [](char c) { return c != ' ' && c != '\t'; }) >= 1 &&
           line.find_first_of("-*_=~") != std::string_view::npos;
}

bool is_of_contents(std::string_view line) {
    const auto dots = line.find(".....");
    if (dots == std::string_view::npos) return false;
    const auto last = line.find_last_not_of(' ');
    return is_digit(line[last]) || line[last] == '.';
}

}  // namespace nhaclich::document
