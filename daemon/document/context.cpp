#include "document/context.hpp"

#include "document/moment.hpp"
#include "document/phrases.hpp"

#include <algorithm>

namespace nhaclich::document {

namespace {

/// Walks from a mention towards the beginning of the block over the words that introduce it.
class Backwards {
  public:
    Backwards(const Tokens& tokens, std::size_t at) : tokens_(tokens), at_(at) {}

    Introduction read() {
        while (day_words() || clock() || comma()) {
        }
        preposition();
        introduction_.begin = at_;
        return introduction_;
    }

  private:
    bool over(const Phrases& phrases) {
        const auto length = phrases.ending(tokens_, at_);
        at_ -= length;
        return length > 0;
    }

    static const Phrases& weekdays() {
        static const Phrases words{"thứ hai", "thứ ba",   "thứ tư", "thứ năm", "thứ sáu",
                                   "thứ bảy", "chủ nhật", "thứ 2",  "thứ 3",   "thứ 4",
                                   "thứ 5",   "thứ 6",    "thứ 7",  "cn"};
        return words;
    }

    bool day_words() {
        static const Phrases words{"ngày", "các ngày",  "những ngày", "sáng",     "chiều", "tối",
                                   "trưa", "buổi sáng", "buổi chiều", "buổi tối", "mùng"};
        static const Phrases filling{"vào",     "lúc",         "hồi",         "vào lúc",
                                     "vào hồi", "bắt đầu lúc", "bắt đầu vào", "bắt đầu"};
        if (over(words) || over(weekdays())) {
            introduction_.day_word = true;
            const bool counted = at_ >= 2 && tokens_[at_].is("ngày") &&
                                 tokens_[at_ - 1].digits > 0 && tokens_[at_ - 2].is("trong");
            if (counted) --at_;  // "trong 2 ngày 14, 15/5"
            return true;
        }
        if (at_ > 0 && tokens_[at_ - 1].is("(") && weekdays().ending(tokens_, at_ - 1) > 0) {
            --at_;
            return true;
        }
        return over(filling);
    }

    std::optional<std::size_t> clock_ending(std::size_t end) {
        constexpr std::size_t longest = 6;
        for (std::size_t length = longest; length >= 2; --length) {
            if (length > end) continue;
            auto at = end - length;
            if (const auto time = take_time(tokens_, at); time && at == end) {
                introduction_.time = time;
                return end - length;
            }
        }
        return std::nullopt;
    }

    /// "từ 7h30 đến 11h" begins at half past seven.
    bool clock() {
        const auto begin = clock_ending(at_);
        if (!begin) return false;
        at_ = *begin;
        introduction_.day_word = true;
        static const Phrases until{"đến", "-"};
        if (const auto length = until.ending(tokens_, at_); length > 0)
            if (const auto earlier = clock_ending(at_ - length)) at_ = *earlier;
        static const Phrases from{"từ"};
        over(from);
        return true;
    }

    /// "8h30, thứ Tư, ngày 22/4": a comma between a time, a weekday and a day.
    bool comma() {
        if (at_ == 0 || !tokens_[at_ - 1].is(",")) return false;
        const auto time = introduction_.time;
        const bool clock_before = clock_ending(at_ - 1).has_value();
        introduction_.time = time;
        if (!clock_before && weekdays().ending(tokens_, at_ - 1) == 0) return false;
        --at_;
        return true;
    }

    void preposition() {
        static const Phrases limits{"chậm nhất",
                                    "muộn nhất",
                                    "trễ nhất",
                                    "không quá",
                                    "hạn cuối",
                                    "hạn cuối cùng",
                                    "hạn chót",
                                    "thời hạn",
                                    "hạn nộp",
                                    "hạn gửi",
                                    "hạn",
                                    "thời hạn nộp",
                                    "thời hạn gửi",
                                    "hạn hoàn thành",
                                    "hạn báo cáo",
                                    "không muộn hơn",
                                    "không chậm hơn",
                                    "thời hạn hoàn thành",
                                    "thời hạn báo cáo"};
        static const Phrases filling{"là", "vào", "đến", "trong", ":", "hết", "lúc", "cuối"};
        auto core = at_;
        while (limits.ending(tokens_, core) == 0) {
            const auto length = filling.ending(tokens_, core);
            if (length == 0) break;
            core -= length;
        }
        if (const auto length = limits.ending(tokens_, core); length > 0) {
            introduction_.preposition = Preposition::by;
            at_ = core - length;
            return;
        }
        if (limiting_label()) return;
        struct Word {
            Phrases words;
            Preposition meaning;
        };
        static const std::vector<Word> words{
            {{"trước", "từ trước", "trước hết"}, Preposition::before},
            {{"đến hết", "hết", "cho đến hết"}, Preposition::by},
            {{"trong", "nội trong", "ngay trong"}, Preposition::within},
            {{"tính đến", "tính từ", "kể từ", "số liệu đến", "tính đến hết"}, Preposition::counted},
            {{"đến", "cho đến"}, Preposition::until},
            {{"từ", "bắt đầu từ"}, Preposition::from},
            {{"sau"}, Preposition::after}};
        std::size_t longest = 0;
        for (const auto& word : words) {
            const auto length = word.words.ending(tokens_, at_);
            if (length <= longest) continue;
            longest = length;
            introduction_.preposition = word.meaning;
        }
        at_ -= longest;
    }

    /// "Hạn trả sách: 29/4"
    bool limiting_label() {
        static const Phrases labels{"hạn", "thời hạn", "hạn chót", "hạn cuối"};
        if (at_ == 0 || !tokens_[at_ - 1].is(":")) return false;
        constexpr std::size_t longest_label = 7;
        const auto lowest = at_ - std::min(at_, longest_label);
        for (auto begin = at_ - 1; begin > lowest; --begin) {
            const auto& token = tokens_[begin - 1];
            if (token.kind != Token::Kind::word) return false;
            const bool opens = begin == 1 || tokens_[begin - 2].kind == Token::Kind::mark;
            if (!opens || labels.at(tokens_, begin - 1, at_) == 0) continue;
            introduction_.preposition = Preposition::by;
            at_ = begin - 1;
            return true;
        }
        return false;
    }

    const Tokens& tokens_;
    std::size_t at_;
    Introduction introduction_;
};

/// What stands farther than so many tokens from a mention says nothing of it.
constexpr std::size_t far = 300;

/// "BS. Tám", "TT. Đảng ủy": no end of a sentence.
bool is_abbreviation(const Block& block, const Token& token) {
    const std::string_view written(block.text.data() + token.begin, token.end - token.begin);
    constexpr std::size_t longest = 3;
    return written.size() <= longest &&
           std::ranges::all_of(written, [](char c) { return (c >= 'A' && c <= 'Z') || c < 0; });
}

bool ends_sentence(const Block& block, std::size_t at) {
    const auto& tokens = block.tokens;
    const auto& token = tokens[at];
    if (!token.is(".") && !token.is("!") && !token.is("?")) return false;
    if (at + 1 >= tokens.size()) return true;
    const auto& next = tokens[at + 1];
    const bool begins = next.capital || next.digits > 0 || next.is("\"") || next.is("-");
    return next.spaced && begins && (at == 0 || !is_abbreviation(block, tokens[at - 1]));
}

bool ends_segment(const Token& token) { return token.is(";") || token.is("|"); }

}  // namespace

Introduction introduction_of(const Tokens& tokens, const Mention& mention) {
    return Backwards(tokens, mention.tokens.begin).read();
}

Context context_of(const Block& block, const Mention& mention) {
    const auto& tokens = block.tokens;
    Context context;
    context.introduction = introduction_of(tokens, mention);
    auto& sentence = context.sentence;
    sentence = mention.tokens;
    const bool row = block.role == Block::Role::row;
    const auto lowest = mention.tokens.begin - std::min(mention.tokens.begin, far);
    const auto highest = std::min(mention.tokens.end + far, tokens.size());
    while (sentence.begin > lowest && (row || !ends_sentence(block, sentence.begin - 1)))
        --sentence.begin;
    while (sentence.end < highest && (row || !ends_sentence(block, sentence.end - 1)))
        ++sentence.end;
    auto& segment = context.segment;
    segment = mention.tokens;
    while (segment.begin > sentence.begin && !ends_segment(tokens[segment.begin - 1]))
        --segment.begin;
    while (segment.end < sentence.end && !ends_segment(tokens[segment.end])) ++segment.end;
    context.before = {segment.begin, std::max(segment.begin, context.introduction.begin)};
    context.after = {mention.tokens.end, segment.end};
    const auto first = tokens.begin();
    context.column = static_cast<int>(
        std::count_if(first, first + static_cast<std::ptrdiff_t>(mention.tokens.begin),
                      [](const Token& token) { return token.is("|"); }));
    return context;
}

std::string text_of(const Block& block, Range range) {
    if (range.empty()) return {};
    const auto begin = block.tokens[range.begin].begin;
    return block.text.substr(begin, block.tokens[range.end - 1].end - begin);
}

}  // namespace nhaclich::document
