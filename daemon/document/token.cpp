#include "document/token.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace nhaclich::document {

namespace {

struct Spelling {
    std::string_view from, to;
};

/// Marks of more than one octet, and what they mean here.
constexpr auto marks = std::to_array<Spelling>({{"–", "-"},
                                                {"—", "-"},
                                                {"−", "-"},
                                                {"‐", "-"},
                                                {"‑", "-"},
                                                {"“", "\""},
                                                {"”", "\""},
                                                {"„", "\""},
                                                {"«", "\""},
                                                {"»", "\""},
                                                {"‘", "'"},
                                                {"’", "'"},
                                                {"…", "."},
                                                {"•", "*"},
                                                {"·", "*"},
                                                {"▪", "*"},
                                                {"●", "*"},
                                                {"→", ">"}});

/// The two places a tone mark may stand in.
constexpr auto tones = std::to_array<Spelling>({{"oà", "òa"},
                                                {"oá", "óa"},
                                                {"oả", "ỏa"},
                                                {"oã", "õa"},
                                                {"oạ", "ọa"},
                                                {"oè", "òe"},
                                                {"oé", "óe"},
                                                {"oẻ", "ỏe"},
                                                {"oẽ", "õe"},
                                                {"oẹ", "ọe"},
                                                {"uỳ", "ùy"},
                                                {"uý", "úy"},
                                                {"uỷ", "ủy"},
                                                {"uỹ", "ũy"},
                                                {"uỵ", "ụy"}});

constexpr auto variants = std::to_array<Spelling>(
    {{"hàng", "hằng"}, {"mồng", "mùng"}, {"tới", "đến"}, {"kỉ", "kỷ"}, {"quí", "qúy"}});

std::string one_spelling(std::string_view word) {
    auto text = lower_case(word);
    for (const auto& [from, to] : tones)
        if (text.ends_with(from)) text.replace(text.size() - from.size(), from.size(), to);
    for (const auto& [from, to] : variants)
        if (text == from) return std::string(to);
    return text;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & '\x80') != 0;
}

const Spelling* mark_at(std::string_view text) {
    const auto found =
        std::ranges::find_if(marks, [&](const Spelling& s) { return text.starts_with(s.from); });
    return found == marks.end() ? nullptr : &*found;
}

template <class Test>
std::size_t length_while(std::string_view text, Test test) {
    std::size_t length = 0;
    while (length < text.size() && test(text.substr(length))) ++length;
    return length;
}

std::size_t length_of_word(std::string_view text) {
    return length_while(text, [](std::string_view rest) {
        return is_letter(rest.front()) && mark_at(rest) == nullptr;
    });
}

Token token_at(std::string_view text) {
    Token token;
    if (is_digit(text.front())) {
        token.kind = Token::Kind::number;
        token.digits = length_while(text, [](std::string_view rest) { return is_digit(rest[0]); });
        token.text = text.substr(0, token.digits);
        constexpr std::size_t most_digits = 4;
        if (token.digits <= most_digits) token.value = std::stoi(token.text);
        token.end = token.digits;
    } else if (const auto* mark = mark_at(text)) {
        token.text = mark->to;
        token.end = mark->from.size();
    } else if (const auto length = length_of_word(text); length > 0) {
        const auto word = text.substr(0, length);
        token.kind = Token::Kind::word;
        token.text = one_spelling(word);
        constexpr std::size_t widest_letter = 3;
        token.capital = lower_case(word).substr(0, widest_letter) != word.substr(0, widest_letter);
        token.end = length;
    } else {
        token.text = text.substr(0, 1);
        token.end = 1;
    }
    return token;
}

}  // namespace

Tokens tokens_of(std::string_view text, const std::vector<std::size_t>& breaks) {
    Tokens tokens;
    auto next_break = breaks.begin();
    bool spaced = true;
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] == ' ' || text[at] == '\n') {
            spaced = true;
            ++at;
            continue;
        }
        auto token = token_at(text.substr(at));
        token.begin = at;
        token.end += at;
        token.spaced = std::exchange(spaced, false);
        while (next_break != breaks.end() && *next_break <= at) {
            token.first_of_line = true;
            ++next_break;
        }
        at = token.end;
        tokens.push_back(std::move(token));
    }
    return tokens;
}

}  // namespace nhaclich::document
