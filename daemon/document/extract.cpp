#include "document/extract.hpp"

#include "document/activity.hpp"
#include "document/heading.hpp"
#include "document/named_day.hpp"
#include "document/phrases.hpp"
#include "document/same.hpp"
#include "document/title.hpp"
#include "document/years.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <ranges>

namespace nhaclich::document {

namespace {

using plan::Kind;

/// One mention that is judged, with its neighbours.
struct Candidate {
    const Mention& mention;
    Context context;
    std::optional<Reason> reason;  ///< to leave it out
    std::size_t previous_end = 0;  ///< of the date before it
    std::size_t next_begin = 0;
};

/// Days of one list share what introduces the first.
void share_introduction(std::vector<Candidate>& candidates) {
    for (std::size_t i = 1; i < candidates.size(); ++i) {
        const auto& first = candidates[i - 1];
        auto& next = candidates[i];
        if (next.mention.list == 0 || next.mention.list != first.mention.list) continue;
        const auto own = next.context.introduction;
        next.context.introduction = first.context.introduction;
        if (own.time) next.context.introduction.time = own.time;
        next.context.before = first.context.before;
    }
}

/// Ratios and addresses are words like others; the dates between which one stands divide the text.
void set_neighbours(std::vector<Candidate>& candidates, std::size_t end) {
    std::size_t previous = 0;
    for (auto& candidate : candidates) {
        candidate.previous_end = previous;
        if (candidate.reason != Reason::number) previous = candidate.mention.tokens.end;
    }
    std::size_t next = end;
    for (auto& candidate : candidates | std::views::reverse) {
        candidate.next_begin = next;
        if (candidate.reason != Reason::number) next = candidate.mention.tokens.begin;
    }
}

std::vector<Candidate> candidates_of(const Block& block, const std::vector<Mention>& mentions,
                                     const Years& years) {
    std::vector<Candidate> candidates;
    candidates.reserve(mentions.size());
    for (const auto& mention : mentions)
        candidates.push_back({mention, context_of(block, mention), std::nullopt, 0, 0});
    share_introduction(candidates);
    for (auto& candidate : candidates)
        candidate.reason = reason_to_leave_out(block, candidate.mention, candidate.context, years);
    set_neighbours(candidates, block.tokens.size());
    for (std::size_t i = 1; i < candidates.size(); ++i)
        if (candidates[i].mention.list > 0 &&
            candidates[i].mention.list == candidates[i - 1].mention.list)
            candidates[i].previous_end = candidates[i - 1].previous_end;
    return candidates;
}

/// The column of a table may say that its dates are limits.
bool column_limits(const Block& block, const Context& context) {
    static const Phrases words{"hạn", "hoàn thành", "thời hạn"};
    const auto column = static_cast<std::size_t>(context.column);
    if (column >= block.columns.size()) return false;
    const auto tokens = tokens_of(block.columns[column]);
    return words.within(tokens, {0, tokens.size()});
}

bool begins_with_commemoration(const Block& block, Range range) {
    static const Phrases words{"kỷ niệm",
                               "hưởng ứng",
                               "ngày",
                               "chào mừng",
                               "tết",
                               "mừng",
                               "tổ chức kỷ niệm",
                               "tuyên truyền",
                               "truyền thông",
                               "quốc khánh",
                               "giỗ",
                               "tổ chức hưởng ứng",
                               "tuyên truyền kỷ niệm",
                               "lễ",
                               "quốc tế"};
    static const Phrases row_number{"|"};
    auto at = range.begin;
    while (at < range.end && (block.tokens[at].digits > 0 || block.tokens[at].is("|"))) ++at;
    return words.at(block.tokens, at, range.end) > 0;
}

class BlockReader {
  public:
    BlockReader(const Block& block, const Years& years, Extract& found)
        : block_(block),
          years_(years),
          found_(found),
          mentions_(mentions_of(block)),
          candidates_(candidates_of(block, mentions_, years)) {}

    void read() {
        const auto first = found_.entries.size();
        for (const auto& candidate : candidates_) {
            if (candidate.reason)
                leave_out(candidate, *candidate.reason);
            else if (auto entry = entry_of(candidate))
                found_.entries.push_back(std::move(*entry));
        }
        join_lists(first);
        if (mentions_.empty()) whole_period();
    }

  private:
    const Tokens& tokens() const { return block_.tokens; }

    void leave_out(const Candidate& candidate, Reason reason) {
        found_.left_out.push_back({reason, text_of(block_, candidate.mention.tokens),
                                   block_.section, text_of(block_, candidate.context.sentence)});
    }

    std::optional<Entry> entry_of(const Candidate& candidate) {
        Entry entry;
        entry.section = block_.section;
        entry.source = text_of(block_, candidate.context.sentence);
        entry.date = candidate.mention.date;
        entry.confidence = 0.95;
        if (is_deadline(candidate)) {
            fill_deadline(candidate, entry);
        } else if (const auto name = name_of(candidate)) {
            fill_observance(candidate, *name, entry);
        } else if (candidate.context.introduction.preposition == Preposition::until) {
            leave_out(candidate, Reason::background);
            return std::nullopt;
        } else {
            fill_activity(candidate, entry);
        }
        set_year(entry);
        if (block_.period && !std::holds_alternative<Recurrence>(entry.date))
            entry.confidence -= 0.1;
        return entry;
    }

    bool is_deadline(const Candidate& candidate) const {
        const auto& [mention, context, reason, previous_end, next_begin] = candidate;
        if (mention.form == Form::anniversary || mention.form == Form::range) return false;
        const auto preposition = context.introduction.preposition;
        if (preposition == Preposition::before || preposition == Preposition::by) return true;
        if (column_limits(block_, context)) return true;
        if (preposition == Preposition::until || preposition == Preposition::within)
            return says_submission(block_, context);
        if (mention.form == Form::window)
            return says_submission(block_, context) && within_window(candidate);
        if (name_before(block_, mention, context)) return false;
        return activity_of(block_, mention, context, previous_end) == Activity::submission;
    }

    /// "trong tháng 12" may be a limit, "từ tháng 4 đến tháng 6" and a cell "Tháng 4" are not.
    bool within_window(const Candidate& candidate) const {
        static const Phrases words{"trong", "hết", "vào", "xong"};
        const auto begin = candidate.mention.tokens.begin;
        return words.ending(tokens(), begin) > 0 || tokens()[begin].is("trong") ||
               candidate.context.introduction.preposition != Preposition::none;
    }

    void fill_deadline(const Candidate& candidate, Entry& entry) const {
        const auto& introduction = candidate.context.introduction;
        entry.kind = Kind::deadline;
        entry.time = introduction.time;
        const bool before = introduction.preposition == Preposition::before;
        entry.limit = before && !entry.time ? Limit::before : Limit::by;
        if (const auto* span = std::get_if<Span>(&candidate.mention.date)) {
            // "trước tháng 6" ends before its first day, "trong tháng 6" with its last.
            entry.date = entry.limit == Limit::before ? span->from : span->to;
            entry.confidence -= 0.1;
        }
        entry.title = title_for(block_, candidate.context, candidate.previous_end,
                                candidate.next_begin, Kind::deadline);
    }

    /// The name of the day that is celebrated; an empty range if the date stands for it.
    std::optional<Range> name_of(const Candidate& candidate) const {
        const auto& [mention, context, reason, previous_end, next_begin] = candidate;
        const auto* moment = std::get_if<Moment>(&mention.date);
        if (moment == nullptr) return std::nullopt;
        if (const auto name = name_before(block_, mention, context)) return name;
        const bool celebrates = mention.form == Form::anniversary || moment->lunar;
        if (context.introduction.time) return std::nullopt;
        const auto before = context.before;
        if (before.empty() &&
            activity_in(block_, {context.after.begin, std::min(context.after.end, next_begin)}) !=
                Activity::meeting)
            if (const auto name = name_after(block_, context)) return name;
        const Range all{0, context.introduction.begin};
        const bool labelled = context.column > 0 || is_after_colon(context);
        const bool plain = activity_in(block_, all) == Activity::unknown;
        if (labelled && plain && begins_with_commemoration(block_, all))
            return name_within(tokens(), all).value_or(Range{});
        if (!celebrates) return std::nullopt;
        if (moment->lunar && activity_in(block_, all) == Activity::meeting) return std::nullopt;
        const auto name = name_within(tokens(), context.before);
        return name ? name : std::optional(Range{});
    }

    bool is_after_colon(const Context& context) const {
        const auto begin = context.introduction.begin;
        return begin > 0 && (tokens()[begin - 1].is(":") || tokens()[begin - 1].is(","));
    }

    void fill_observance(const Candidate& candidate, Range name, Entry& entry) const {
        entry.kind = Kind::observance;
        auto& moment = std::get<Moment>(entry.date);
        const bool founding = years_.first > 0 && moment.year && *moment.year < years_.first;
        if (founding) moment.year.reset();
        entry.title = trimmed_title(block_, name);
        if (entry.title.empty() && moment.lunar)
            entry.title = title_for(block_, candidate.context, 0, candidate.next_begin, entry.kind);
        if (entry.title.empty()) entry.title = fmt::format("Ngày {}/{}", moment.day, moment.month);
        if (name.empty()) entry.confidence -= 0.2;
        if (candidate.mention.dashed) entry.confidence -= 0.05;
    }

    void fill_activity(const Candidate& candidate, Entry& entry) const {
        const auto& [mention, context, reason, previous_end, next_begin] = candidate;
        const bool span = std::holds_alternative<Span>(mention.date);
        const auto activity = activity_of(block_, mention, context, previous_end);
        if (span && names_campaign(block_, context)) {
            entry.kind = Kind::campaign;
        } else {
            entry.kind = activity == Activity::meeting ? Kind::meeting : Kind::task;
            if (activity == Activity::unknown) entry.confidence -= 0.15;
        }
        if (mention.form == Form::window) entry.confidence -= 0.1;
        if (!span) entry.time = time_of(candidate);
        entry.title = title_for(block_, context, previous_end, next_begin, entry.kind);
    }

    /// Before the day, or after it up to the next day; in a row, wherever it stands.
    std::optional<Time> time_of(const Candidate& candidate) const {
        const auto& context = candidate.context;
        if (context.introduction.time) return context.introduction.time;
        const Range after{context.after.begin,
                          std::min(context.sentence.end, next_other(candidate))};
        if (const auto time = first_time(after)) return time;
        if (block_.role == Block::Role::row) return first_time({0, tokens().size()});
        const auto before = context.before;
        return first_time({std::max(before.begin, candidate.previous_end), before.end});
    }

    /// Where the next mention begins that is not of the same list.
    std::size_t next_other(const Candidate& candidate) const {
        for (const auto& mention : mentions_) {
            const bool same = mention.list > 0 && mention.list == candidate.mention.list;
            const bool aside = same || mention.form == Form::anniversary;
            if (mention.tokens.begin >= candidate.mention.tokens.end && !aside)
                return mention.tokens.begin;
        }
        return tokens().size();
    }

    std::optional<Time> first_time(Range range) const {
        for (auto at = range.begin; at < range.end; ++at) {
            auto next = at;
            if (const auto time = take_time(tokens(), next)) return time;
        }
        return std::nullopt;
    }

    void set_year(Entry& entry) const {
        if (const auto* moment = std::get_if<Moment>(&entry.date))
            entry.year = moment->year ? moment->year : year_of_month(years_, moment->month);
        else if (const auto* span = std::get_if<Span>(&entry.date))
            entry.year =
                span->from.year ? span->from.year : year_of_month(years_, span->from.month);
    }

    /// "ngày 14, 15/5" is one thing on two days; "các ngày 5, 12, 19/6" are three.
    void join_lists(std::size_t first) {
        auto& entries = found_.entries;
        for (auto begin = first; begin < entries.size(); ++begin) {
            auto end = begin + 1;
            while (end < entries.size() && follow(entries[end - 1], entries[end])) ++end;
            if (end - begin < 2) continue;
            const auto from = std::get<Moment>(entries[begin].date);
            entries[begin].date = Span{from, std::get<Moment>(entries[end - 1].date)};
            if (entries[begin].kind == Kind::task) entries[begin].time.reset();
            entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(begin) + 1,
                          entries.begin() + static_cast<std::ptrdiff_t>(end));
        }
    }

    bool follow(const Entry& one, const Entry& next) const {
        const auto* day = std::get_if<Moment>(&one.date);
        const auto* other = std::get_if<Moment>(&next.date);
        const bool kinds =
            one.kind == next.kind && (one.kind == Kind::task || one.kind == Kind::meeting);
        return kinds && day != nullptr && other != nullptr && other->month == day->month &&
               other->day == day->day + 1 && other->year == day->year && in_one_list(*day, *other);
    }

    bool in_one_list(const Moment& one, const Moment& other) const {
        for (std::size_t i = 0; i + 1 < mentions_.size(); ++i)
            if (mentions_[i].list > 0 && mentions_[i].list == mentions_[i + 1].list &&
                std::get<Moment>(mentions_[i].date) == one &&
                std::get<Moment>(mentions_[i + 1].date) == other)
                return true;
        return false;
    }

    /// What stands under "Tháng 4:" without a day of its own is work of that month.
    void whole_period() {
        constexpr std::size_t few_words = 4;
        if (!block_.period || block_.role != Block::Role::item || tokens().size() < few_words ||
            block_.looks_back || tokens().back().is(":"))
            return;
        const auto& period = *block_.period;
        Entry entry;
        const int last = days_in_month(period.year.value_or(2025), period.last_month);
        entry.date = Span{{1, period.first_month, period.year, false},
                          {last, period.last_month, period.year, false}};
        entry.title = trimmed_title(block_, {0, tokens().size()});
        entry.section = block_.section;
        entry.source = block_.text;
        entry.confidence = 0.5;
        set_year(entry);
        found_.entries.push_back(std::move(entry));
    }

    const Block& block_;
    const Years& years_;
    Extract& found_;
    std::vector<Mention> mentions_;
    std::vector<Candidate> candidates_;
};

}  // namespace

Result<Extract> extract(std::string_view octets, std::optional<int> year) {
    const auto blocks = read_blocks(octets);
    if (!blocks) return tl::unexpected(blocks.error());
    Extract found;
    found.title = title_of(*blocks);
    found.years = year ? Years{*year, *year} : years_of(*blocks);
    for (const auto& block : *blocks)
        if (!is_period(block.text)) BlockReader(block, found.years, found).read();
    merge_same(found.entries);
    return found;
}

}  // namespace nhaclich::document
