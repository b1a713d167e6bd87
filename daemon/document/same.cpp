#include "document/same.hpp"

#include <algorithm>
#include <set>

namespace nhaclich::document {

namespace {

/// Years aside: "15/11 đến 15/12" and "15/11 đến 15/12/2024" are the same days of one plan.
bool same_days(const Entry& one, const Entry& other) {
    const auto same = [](const Moment& a, const Moment& b) {
        return a.day == b.day && a.month == b.month && a.lunar == b.lunar &&
               (!a.year || !b.year || a.year == b.year);
    };
    if (one.date.index() != other.date.index()) return false;
    if (const auto* moment = std::get_if<Moment>(&one.date))
        return same(*moment, std::get<Moment>(other.date));
    if (const auto* span = std::get_if<Span>(&one.date))
        return same(span->from, std::get<Span>(other.date).from) &&
               same(span->to, std::get<Span>(other.date).to);
    return std::get<Recurrence>(one.date) == std::get<Recurrence>(other.date);
}

std::set<std::string> words_of(const Entry& entry) {
    std::set<std::string> words;
    static const std::set<std::string_view> empty{"ngày", "và",  "của",  "các",
                                                  "cho",  "năm", "trước"};
    for (const auto& token : tokens_of(entry.title))
        if (token.kind == Token::Kind::word && !empty.contains(token.text))
            words.insert(token.text);
    return words;
}

/// How much of the shorter title the longer one says too, 0 to 1.
double likeness(const Entry& one, const Entry& other) {
    const auto first = words_of(one);
    const auto second = words_of(other);
    if (first.empty() || second.empty()) return 1;
    const auto common = std::ranges::count_if(
        first, [&](const std::string& word) { return second.contains(word); });
    return static_cast<double>(common) / static_cast<double>(std::min(first.size(), second.size()));
}

bool is_same(const Entry& one, const Entry& other) {
    using plan::Kind;
    if (!same_days(one, other)) return false;
    constexpr double half = 0.5;
    constexpr double most = 0.75;
    if (one.kind == other.kind) {
        const bool loose = one.kind == Kind::observance || one.kind == Kind::campaign;
        return one.time == other.time && likeness(one, other) >= (loose ? half : most);
    }
    // "Kỷ niệm … (14/10/1930 - 14/10/2026) | 14/10/2026": the row gives the day again.
    return one.source == other.source && other.kind == Kind::task && !other.time &&
           one.kind == Kind::observance;
}

}  // namespace

void merge_same(std::vector<Entry>& entries) {
    std::vector<Entry> kept;
    for (auto& entry : entries) {
        const bool known = std::ranges::any_of(
            kept, [&](const Entry& earlier) { return is_same(earlier, entry); });
        if (!known) kept.push_back(std::move(entry));
    }
    entries = std::move(kept);
}

}  // namespace nhaclich::document
