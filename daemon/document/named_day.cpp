#include "document/named_day.hpp"

#include "document/phrases.hpp"

#include <algorithm>

namespace nhaclich::document {

namespace {

constexpr std::size_t longest_name = 24;  // tokens

const Phrases& openings() {
    static const Phrases words{
        "ngày",      "tết",           "quốc khánh",         "quốc tế",     "giỗ",
        "lễ vu lan", "vu lan",        "phật đản",           "lễ phật đản", "giáng sinh",
        "đại lễ",    "lễ giáng sinh", "giải phóng miền nam"};
    return words;
}

/// "Ngày hội đọc sách", "ngày thứ Bảy tình nguyện", "ngày làm việc": "ngày" opens no name.
bool is_name(const Tokens& tokens, std::size_t at, std::size_t end) {
    static const Phrases others{"ngày hội",
                                "ngày thứ",
                                "ngày chủ nhật",
                                "ngày làm",
                                "ngày nghỉ",
                                "ngày càng",
                                "ngày một",
                                "ngày lễ",
                                "ngày kỷ niệm",
                                "ngày công",
                                "ngày đêm",
                                "ngày ra quân",
                                "ngày chạy",
                                "ngày sinh hoạt",
                                "tết nguyên đán",
                                "quốc tế cộng",
                                "ngày truyền thống của các"};
    if (openings().at(tokens, at, end) == 0 || others.at(tokens, at, end) > 0) return false;
    if (at + 1 >= tokens.size()) return false;
    const auto& next = tokens[at + 1];
    if (tokens[at].is("ngày")) {
        static const Phrases plain{"quốc", "gia", "toàn", "phụ", "thành", "truyền",
                                   "sinh", "giỗ", "giải", "thế", "nhà",   "thương",
                                   "vía",  "mất", "hội",  "rằm"};
        return next.kind == Token::Kind::word &&
               (next.capital || plain.at(tokens, at + 1, end) > 0);
    }
    return next.kind == Token::Kind::word || !tokens[at].is("quốc");
}

/// What ends a name on the way back from the date.
bool interrupts(const Tokens& tokens, std::size_t at) {
    static const Phrases words{"tổ chức", "vào",     "từ",       "đến",     "trước",
                               "lúc",     "diễn ra", "khai mạc", "bắt đầu", "gửi",
                               "nộp",     "họp",     "hội nghị", "báo cáo", "dự kiến"};
    const auto& token = tokens[at];
    return token.is(".") || token.is(";") || token.is(":") || token.is("|") ||
           (token.digits > 0 && token.digits != 2 && token.digits != 4) ||
           (token.is("/") && at > 0 && tokens[at - 1].digits > 0) ||
           words.at(tokens, at, tokens.size()) > 0;
}

/// Over "(", "-" and ":" between the name and the date.
std::size_t end_of_name(const Tokens& tokens, std::size_t at) {
    while (at > 0 && (tokens[at - 1].is("(") || tokens[at - 1].is("-") || tokens[at - 1].is("\"")))
        --at;
    return at;
}

/// "nhân dịp 20/10", "chào mừng 30/4 và 01/5": the date stands for the name.
bool stands_for_name(const Tokens& tokens, std::size_t end) {
    static const Phrases words{"chào mừng",     "kỷ niệm",         "nhân dịp", "dịp",
                               "mừng",          "hưởng ứng",       "ngày lễ",  "các ngày lễ",
                               "nhân",          "ngày kỷ niệm",    "nhân các", "dịp lễ",
                               "dịp các",       "nghỉ lễ",         "lễ",       "lễ kỷ niệm",
                               "chào mừng các", "các ngày kỷ niệm"};
    return words.ending(tokens, end) > 0;
}

}  // namespace

std::optional<Range> name_within(const Tokens& tokens, Range range) {
    for (auto at = range.begin; at < range.end; ++at)
        if (is_name(tokens, at, range.end)) {
            auto end = at + 1;
            while (end < range.end && end - at < longest_name && !tokens[end].is(":") &&
                   !tokens[end].is(";") && !tokens[end].is("|") && !tokens[end].is("(") &&
                   !tokens[end].is(".") && tokens[end].digits == 0)
                ++end;
            return Range{at, end};
        }
    return std::nullopt;
}

std::optional<Range> name_before(const Block& block, const Mention& mention,
                                 const Context& context) {
    const auto& tokens = block.tokens;
    const auto& introduction = context.introduction;
    const bool comma = introduction.begin > 0 && tokens[introduction.begin - 1].is(",");
    const bool lunar =
        std::holds_alternative<Moment>(mention.date) && std::get<Moment>(mention.date).lunar;
    if (introduction.time || introduction.preposition != Preposition::none) return std::nullopt;
    if (stands_for_name(tokens, introduction.begin)) return Range{};
    // "…, ngày 26/7/2026" is when something happens; "ngày Quốc tế Phụ nữ, mùng 8 tháng 3" is not.
    if (comma && !lunar && !(mention.in_words && !introduction.day_word)) return std::nullopt;
    const auto end = end_of_name(tokens, introduction.begin - (comma ? 1U : 0U));
    const auto lowest = end > longest_name ? end - longest_name : 0;
    for (auto at = end; at > std::max(lowest, context.segment.begin); --at) {
        if (interrupts(tokens, at - 1)) break;
        if (!is_name(tokens, at - 1, end)) continue;
        const bool of_day = at >= 2 && (tokens[at - 2].is("ngày") || tokens[at - 2].is("lễ")) &&
                            is_name(tokens, at - 2, end);
        return Range{of_day ? at - 2 : at - 1, end};
    }
    return std::nullopt;
}

std::optional<Range> name_after(const Block& block, const Context& context) {
    const auto& tokens = block.tokens;
    auto at = context.after.begin;
    static const Phrases filling{":",
                                 "-",
                                 "(",
                                 ",",
                                 "kỷ niệm",
                                 "hưởng ứng",
                                 "chào mừng",
                                 "là",
                                 "tuyên truyền",
                                 "tổ chức kỷ niệm",
                                 "truyền thông",
                                 "|"};
    while (filling.at(tokens, at, context.sentence.end) > 0)
        at += filling.at(tokens, at, context.sentence.end);
    // "Kỷ niệm 95 năm ngày thành lập …"
    if (at + 1 < context.sentence.end && tokens[at].digits > 0 && tokens[at + 1].is("năm")) at += 2;
    if (at >= context.sentence.end || !is_name(tokens, at, context.sentence.end))
        return std::nullopt;
    return name_within(tokens, {at, context.sentence.end});
}

}  // namespace nhaclich::document
