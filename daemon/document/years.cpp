#include "document/years.hpp"

#include "document/heading.hpp"
#include "document/moment.hpp"
#include "document/phrases.hpp"

#include <algorithm>
#include <map>

namespace nhaclich::document {

namespace {

constexpr int earliest = 2000;
constexpr int latest = 2100;

bool is_plan_year(const Token& token) {
    return token.digits == 4 && token.value >= earliest && token.value <= latest;
}

/// "năm 2026", "năm học 2025 - 2026" in `tokens`; not the year of a day.
std::optional<Years> named_years(const Tokens& tokens) {
    for (std::size_t at = 0; at + 1 < tokens.size(); ++at) {
        if (!tokens[at].is("năm")) continue;
        const bool school = is_at(tokens, at + 1, "học");
        const auto year = at + (school ? 2U : 1U);
        if (year >= tokens.size() || !is_plan_year(tokens[year])) continue;
        const bool of_day = at >= 2 && tokens[at - 1].digits > 0 && tokens[at - 2].is("tháng");
        if (of_day) continue;
        const bool two = is_at(tokens, year + 1, "-") && year + 2 < tokens.size() &&
                         tokens[year + 2].value == tokens[year].value + 1;
        return Years{tokens[year].value, two ? tokens[year + 2].value : tokens[year].value};
    }
    return std::nullopt;
}

bool names_plan(const Block& block) {
    static const Phrases words{"kế hoạch",  "chương trình", "lịch",      "hoạt động",
                               "công tác",  "v / v",        "phương án", "thông báo",
                               "hướng dẫn", "tổ chức",      "triển khai"};
    static const Phrases recitals{"căn cứ", "thực hiện", "thực hiện chương trình", "xét"};
    return words.within(block.tokens, {0, block.tokens.size()}) &&
           recitals.at(block.tokens, 0, block.tokens.size()) == 0;
}

std::optional<int> year_of_date_line(const std::vector<Block>& blocks) {
    for (const auto& block : blocks) {
        if (!block.preamble) break;
        for (const auto& mention : mentions_of(block))
            if (is_date_line(block, mention)) return std::get<Moment>(mention.date).year;
        // "ngày tháng 4 năm 2024": the day is still to be filled in.
        for (std::size_t at = 0; at + 4 < block.tokens.size(); ++at) {
            static const Phrases open{"ngày tháng"};
            if (open.at(block.tokens, at, block.tokens.size()) > 0 &&
                is_at(block.tokens, at + 3, "năm") && is_plan_year(block.tokens[at + 4]))
                return block.tokens[at + 4].value;
        }
    }
    return std::nullopt;
}

std::optional<int> most_frequent_year(const std::vector<Block>& blocks) {
    std::map<int, int> counts;
    for (const auto& block : blocks)
        for (const auto& mention : mentions_of(block)) {
            const auto* moment = std::get_if<Moment>(&mention.date);
            const auto* span = std::get_if<Span>(&mention.date);
            const auto year = moment != nullptr ? moment->year
                              : span != nullptr ? span->to.year
                                                : std::nullopt;
            if (year && *year >= earliest && *year <= latest) ++counts[*year];
        }
    const auto most = std::ranges::max_element(
        counts, {}, [](const auto& pair) { return std::pair(pair.second, pair.first); });
    return most == counts.end() ? std::nullopt : std::optional(most->first);
}

}  // namespace

Years years_of(const std::vector<Block>& blocks) {
    for (const auto& block : blocks) {
        if (!block.preamble && block.role != Block::Role::heading) break;
        if (const auto years = named_years(block.tokens); years && names_plan(block)) return *years;
        if (const auto years = named_years(block.tokens); years && is_all_capitals(block.text))
            return *years;
    }
    if (const auto year = year_of_date_line(blocks)) return {*year, *year};
    if (const auto year = most_frequent_year(blocks)) return {*year, *year};
    return {};
}

std::string title_of(const std::vector<Block>& blocks) {
    constexpr std::size_t longest = 250;
    static const Phrases openings{"kế hoạch", "chương trình", "lịch", "thông báo", "phương án"};
    std::string title;
    for (const auto& block : blocks) {
        if (!block.preamble) break;
        const auto found = openings.first(block.tokens, {0, block.tokens.size()});
        const bool bold =
            found && block.tokens[*found].first_of_line && block.tokens[*found].capital;
        if (!title.empty() && title.size() < longest / 4 && block.text.size() < longest)
            return title + " " + block.text;
        if (!bold) continue;
        title = block.text.substr(block.tokens[*found].begin);
        if (title.size() > longest) title.clear();
        if (title.find("20") != std::string::npos) return title;
    }
    return title;
}

std::optional<int> year_of_month(const Years& years, int month) {
    constexpr int school_begins = 8;
    if (years.first == 0) return std::nullopt;
    return month >= school_begins ? years.first : years.last;
}

}  // namespace nhaclich::document
