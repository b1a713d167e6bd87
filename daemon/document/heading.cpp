#include "document/heading.hpp"

#include "document/numerals.hpp"
#include "document/phrases.hpp"

#include <algorithm>
#include <array>
#include <boost/algorithm/string/join.hpp>

namespace nhaclich::document {

namespace {

/// What has been, or why: no plan.
bool looks_back_at(const Tokens& tokens, bool part) {
    static const Phrases of_parts{"đặc điểm",     "tình hình", "thực trạng", "kết quả",
                                  "sự cần thiết", "căn cứ",    "cơ sở",      "đánh giá",
                                  "khái quát",    "bối cảnh",  "đặt vấn đề"};
    static const Phrases of_items{"đặc điểm",      "tình hình", "thực trạng", "kết quả đạt được",
                                  "kết quả năm",   "ưu điểm",   "tồn tại",    "hạn chế",
                                  "những kết quả", "căn cứ",    "thuận lợi",  "khó khăn",
                                  "một số kết quả"};
    static const Phrases ahead{"mục tiêu", "nhiệm vụ", "kế hoạch", "báo cáo", "giám sát", "trước"};
    constexpr std::size_t longest_heading = 15;
    const Range opening{0, std::min(tokens.size(), longest_heading)};
    if (ahead.within(tokens, opening)) return false;
    if (part) return of_parts.at(tokens, 0, tokens.size()) > 0;
    return tokens.size() <= longest_heading && of_items.at(tokens, 0, tokens.size()) > 0;
}

std::optional<int> year_after(const Tokens& tokens, std::size_t& at) {
    auto next = at;
    if (next < tokens.size() &&
        (tokens[next].is("/") || tokens[next].is("-") || tokens[next].is("năm")))
        ++next;
    if (next >= tokens.size() || tokens[next].digits != 4) return std::nullopt;
    at = next + 1;
    return tokens[next].value;
}

}  // namespace

std::optional<Period> is_period(std::string_view text) {
    constexpr std::size_t longest = 60;
    if (text.size() > longest) return std::nullopt;
    const auto tokens = tokens_of(text);
    if (tokens.size() < 2 || !tokens[0].capital) return std::nullopt;
    std::size_t at = 2;
    Period period;
    if (tokens[0].is("tháng") && tokens[1].kind == Token::Kind::number) {
        period.first_month = period.last_month = tokens[1].value;
    } else if (tokens[0].is("tháng") && month_word(tokens[1].text)) {
        period.first_month = period.last_month = *month_word(tokens[1].text);
    } else if (tokens[0].is("qúy") && quarter(tokens[1])) {
        period.first_month = *quarter(tokens[1]) * 3 - 2;
        period.last_month = period.first_month + 2;
    } else {
        return std::nullopt;
    }
    if (period.first_month < 1 || period.last_month > 12) return std::nullopt;
    period.year = year_after(tokens, at);
    if (at < tokens.size() && (tokens[at].is(":") || tokens[at].is("."))) ++at;
    return at == tokens.size() ? std::optional(period) : std::nullopt;
}

bool is_addressees(std::string_view text) {
    static const Phrases words{"nơi nhận"};
    return words.at(tokens_of(text.substr(0, 40)), 0, 2) > 0;
}

bool is_all_capitals(std::string_view text) {
    const auto tokens = tokens_of(text);
    const auto words = std::ranges::count(tokens, Token::Kind::word, &Token::kind);
    const auto capitals = std::ranges::count(tokens, true, &Token::capital);
    return words > 0 && words == capitals;
}

void Outline::enter_part(const Marker& marker) {
    using Kind = Marker::Kind;
    if (marker.kind == Kind::capital) capital_ = marker.label, roman_.clear();
    if (marker.kind == Kind::roman) roman_ = marker.label;
    if (marker.kind == Kind::numbers) numbers_ = marker.numbers;
    if (marker.kind == Kind::capital || marker.kind == Kind::roman) numbers_.clear();
    letter_ = marker.kind == Kind::letter ? marker.label : "";
}

void Outline::enter(const TextLine& line, const std::string& text) {
    using Kind = Marker::Kind;
    const auto kind = line.marker.kind;
    if (is_addressees(text)) addressees_ = true;
    static const Phrases appendix{"phụ lục"};
    const auto tokens = tokens_of(text.substr(0, text.find(". ")));
    if (kind == Kind::roman || kind == Kind::capital || line.row ||
        appendix.at(tokens, 0, tokens.size()) > 0)
        addressees_ = false;
    const bool part = kind == Kind::roman || kind == Kind::capital;
    const bool numbered = part || kind == Kind::numbers || kind == Kind::letter;
    if (numbered) {
        enter_part(line.marker);
        entered_ = true;
        heading_ = text;
        if (part) looks_back_part_ = looks_back_at(tokens, true);
        if (kind != Kind::letter) looks_back_item_ = false;
        if (!part && looks_back_at(tokens, false)) looks_back_item_ = true;
    } else if (line.heading) {
        heading_ = text;
        looks_back_item_ = looks_back_at(tokens, true);
    }
    if (const auto period = is_period(text)) {
        period_ = period;
        numbered_period_ = numbered;
        entered_ = true;
        heading_.clear();
    } else if (part || line.heading || (numbered_period_ && kind == Kind::numbers)) {
        period_.reset();
    }
}

std::string Outline::section() const {
    std::vector<std::string> parts;
    for (const auto* part : {&capital_, &roman_})
        if (!part->empty()) parts.push_back(*part);
    for (const int number : numbers_) parts.push_back(std::to_string(number));
    if (!letter_.empty()) parts.push_back(letter_);
    return boost::algorithm::join(parts, ".");
}

}  // namespace nhaclich::document
