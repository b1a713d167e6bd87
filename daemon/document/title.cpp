#include "document/title.hpp"

#include "base/text.hpp"
#include "document/phrases.hpp"

#include <algorithm>

namespace nhaclich::document {

namespace {

bool is_mark(const Token& token) {
    return token.kind == Token::Kind::mark && !token.is("\"") && !token.is("(") && !token.is("%");
}

/// "Họp cơ quan, 14h00"
std::size_t without_clock(const Tokens& tokens, Range range) {
    constexpr std::size_t longest = 5;
    for (auto length = std::min(longest, range.end - range.begin); length >= 2; --length) {
        auto at = range.end - length;
        if (take_time(tokens, at) && at == range.end) return range.end - length;
    }
    return range.end;
}

Range without_ends(const Tokens& tokens, Range range) {
    static const Phrases leading{"và", "riêng", "nay chuyển sang", "đồng thời", "sau đó", "là"};
    static const Phrases trailing{"tổ chức",
                                  "vào",
                                  "được tổ chức",
                                  "dự kiến",
                                  "diễn ra",
                                  "lúc",
                                  "bắt đầu",
                                  "trong",
                                  "từ",
                                  "triển khai",
                                  "tại",
                                  "(",
                                  "là",
                                  "xong",
                                  "thời gian",
                                  "và",
                                  "nay chuyển sang",
                                  "gửi",
                                  "thời gian dự kiến",
                                  "các",
                                  "vào các",
                                  "trong các"};
    for (;;) {
        if (range.empty()) return range;
        if (is_mark(tokens[range.begin])) {
            ++range.begin;
        } else if (const auto length = leading.at(tokens, range.begin, range.end); length > 0) {
            range.begin += length;
        } else {
            break;
        }
    }
    for (;;) {
        if (range.empty()) return range;
        range.end = without_clock(tokens, range);
        const auto length = trailing.ending(tokens, range.end);
        const bool opened =
            std::ranges::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(range.begin),
                                tokens.begin() + static_cast<std::ptrdiff_t>(range.end) - 1,
                                [](const Token& token) { return token.is("\""); });
        if ((is_mark(tokens[range.end - 1]) && !tokens[range.end - 1].is(")")) ||
            (tokens[range.end - 1].is("\"") && !opened)) {
            --range.end;
        } else if (length > 0 && range.end - length > range.begin) {
            range.end -= length;
        } else {
            return range;
        }
    }
}

std::size_t words_in(const Tokens& tokens, Range range) {
    if (range.empty()) return 0;
    return static_cast<std::size_t>(
        std::count_if(tokens.begin() + static_cast<std::ptrdiff_t>(range.begin),
                      tokens.begin() + static_cast<std::ptrdiff_t>(range.end),
                      [](const Token& token) { return token.kind == Token::Kind::word; }));
}

/// The cell of a row with the most words.
Range longest_cell(const Tokens& tokens) {
    Range longest;
    std::size_t begin = 0;
    for (std::size_t at = 0; at <= tokens.size(); ++at) {
        if (at < tokens.size() && !tokens[at].is("|")) continue;
        if (words_in(tokens, {begin, at}) > words_in(tokens, longest)) longest = {begin, at};
        begin = at + 1;
    }
    return longest;
}

/// "Triển khai thực hiện các hoạt động hưởng ứng “Tháng hành động …”" is the month.
Range without_verbs(const Tokens& tokens, Range range) {
    static const Phrases verbs{"triển khai",    "thực hiện", "hiệu quả",  "có hiệu quả",
                               "các hoạt động", "hoạt động", "hưởng ứng", "tổ chức",
                               "phối hợp",      "tiếp tục",  "tham gia",  "tích cực",
                               "chủ động",      "hằng năm",  "đẩy mạnh",  "nhân",
                               "tuyên truyền",  "và",        ",",         "\""};
    while (const auto length = verbs.at(tokens, range.begin, range.end)) range.begin += length;
    return range;
}

/// "… và gửi báo cáo tình hình 06 tháng" is the report.
Range from_submission(const Tokens& tokens, Range range) {
    static const Phrases words{"báo cáo", "gửi", "nộp", "hoàn thành", "lập danh sách", "trình"};
    const auto last = words.last(tokens, range);
    constexpr std::size_t long_enough = 2;
    if (!last || words_in(tokens, {*last, range.end}) <= long_enough) return range;
    return {*last, range.end};
}

}  // namespace

std::string trimmed_title(const Block& block, Range range) {
    auto text = text_of(block, without_ends(block.tokens, range));
    constexpr std::size_t longest = 180;  // octets: about 120 letters
    if (text.size() > longest) {
        const auto word_end = text.rfind(' ', longest);
        text.resize(word_end == std::string::npos ? 0 : word_end);
    }
    return capitalized(text);
}

std::string title_for(const Block& block, const Context& context, std::size_t previous_end,
                      std::size_t next_begin, plan::Kind kind) {
    const auto& tokens = block.tokens;
    if (block.role == Block::Role::row) return trimmed_title(block, longest_cell(tokens));
    const auto before = context.before;
    const Range near{std::max(before.begin, previous_end), std::max(previous_end, before.end)};
    Range after{context.after.begin, std::min(context.after.end, next_begin)};
    const Range whole{0, before.end};
    constexpr std::size_t enough = 2;
    const bool deadline = kind == plan::Kind::deadline;
    Range best = near;
    if (words_in(tokens, near) < enough || near.begin > near.end) best = before;
    if (words_in(tokens, best) < enough) best = after;
    if (words_in(tokens, best) < enough) best = {0, context.segment.end};
    if (deadline && words_in(tokens, before) < enough && words_in(tokens, whole) >= enough)
        best = whole;
    if (deadline) best = from_submission(tokens, best);
    if (kind == plan::Kind::campaign) best = without_verbs(tokens, best);
    const auto title = trimmed_title(block, best);
    // "Chiến dịch diễn ra từ …" under "3. Chiến dịch Thanh niên tình nguyện hè".
    const auto heading = tokens_of(block.heading);
    constexpr std::size_t telling = 3;
    const bool says_more = words_in(heading, {0, heading.size()}) >= telling &&
                           block.heading.size() <= 150 && block.heading != block.text;
    return words_in(tokens_of(title), {0, tokens_of(title).size()}) < telling && says_more
               ? capitalized(block.heading)
               : title;
}

}  // namespace nhaclich::document
