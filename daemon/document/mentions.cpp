#include "document/heading.hpp"
#include "document/moment.hpp"
#include "document/numerals.hpp"
#include "document/phrases.hpp"
#include "document/recurring.hpp"

#include <algorithm>
#include <boost/algorithm/string/split.hpp>
#include <boost/algorithm/string/trim.hpp>
#include <ranges>
#include <utility>

namespace nhaclich::document {

namespace {

auto in_year(const Moment& moment) { return std::pair(moment.month, moment.day); }

/// The beginning takes what only the end says, and the other way round.
void complete(Span& span) {
    auto& [from, to] = span;
    constexpr int last_month = 12;
    if (from.month == 0)
        from.month = from.day <= to.day ? to.month : to.month == 1 ? last_month : to.month - 1;
    from.lunar = to.lunar = from.lunar || to.lunar;
    const int turns = in_year(to) < in_year(from) ? 1 : 0;
    if (!from.year && to.year) from.year = *to.year - turns;
    if (from.year && !to.year) to.year = *from.year + turns;
}

class Scanner {
  public:
    explicit Scanner(const Block& block) : tokens_(block.tokens), period_(period_of(block)) {}

    std::vector<Mention> scan() {
        for (std::size_t at = 0; at < tokens_.size();) {
            const auto end = take(at);
            at = end > at ? end : at + 1;
        }
        return std::move(found_);
    }

  private:
    /// Of the heading above, or of a cell of its own in the row.
    static std::optional<Period> period_of(const Block& block) {
        if (block.role != Block::Role::row) return block.period;
        std::vector<std::string> cells;
        boost::split(cells, block.text, [](char c) { return c == '|'; });
        for (const auto& cell : cells)
            if (const auto period = is_period(boost::trim_copy(cell))) return period;
        return block.period;
    }

    std::size_t take(std::size_t at) {
        for (const auto read :
             {&Scanner::time, &Scanner::recurrences, &Scanner::span, &Scanner::months,
              &Scanner::quarters, &Scanner::half_year, &Scanner::list, &Scanner::day_of_period})
            if (const auto end = (this->*read)(at); end > at) return end;
        return at;
    }

    Mention& add(Form form, std::size_t begin, std::size_t end) {
        auto& mention = found_.emplace_back();
        mention.form = form;
        mention.tokens = {begin, end};
        return mention;
    }

    bool is(std::size_t at, std::string_view text) const { return is_at(tokens_, at, text); }

    std::size_t time(std::size_t at) { return take_time(tokens_, at) ? at : 0; }

    std::size_t recurrences(std::size_t at) {
        const auto read = recurrences_at(tokens_, at);
        if (!read) return 0;
        for (const auto& recurrence : read->recurrences)
            add(Form::recurring, at, read->end).date = recurrence;
        return read->end;
    }

    /// "đến", "đến hết ngày", "-": `at` then stands after it.
    bool take_until(std::size_t& at) const {
        static const Phrases until{"đến",
                                   "cho đến",
                                   "đến hết",
                                   "đến ngày",
                                   "đến hết ngày",
                                   "cho đến ngày",
                                   "cho đến hết",
                                   "-",
                                   "- ngày",
                                   "đến các ngày",
                                   ", đến",
                                   ", đến ngày",
                                   "đến hết các ngày"};
        const auto length = until.at(tokens_, at, tokens_.size());
        at += length;
        return length > 0;
    }

    /// A day of the month alone begins a span only where something says that it is a day.
    bool may_begin_span(std::size_t at) const {
        static const Phrases openings{"ngày", "từ", "các ngày", "trong", "(",    "|",
                                      ",",    ":",  "và",       "đợt",   "mùng", "vào"};
        return at == 0 || openings.ending(tokens_, at) > 0;
    }

    /// "từ 8h ngày 5/3 đến 17h ngày 7/3": the hours say nothing of the days.
    void skip_clock(std::size_t& at) const {
        if (auto next = at; take_time(tokens_, next)) {
            if (is(next, ",")) ++next;
            if (is(next, "ngày")) at = next;
        }
    }

    std::size_t span(std::size_t at) {
        const auto begin = at;
        const bool from = is(at, "từ");
        if (from) {
            ++at;
            skip_clock(at);
            if (is(at, "ngày")) ++at;
        }
        auto first = moment_at(tokens_, at);
        const bool whole = first.has_value();
        if (!whole && (from || may_begin_span(at))) first = bare_day_at(tokens_, at);
        if (!first) return 0;
        auto next = first->end;
        const bool dash = is(next, "-");
        if (!take_until(next)) return 0;
        if (from) skip_clock(next);
        if (from && is(next, "ngày")) ++next;
        if (!whole && !from && !dash && !is(begin - (begin > 0 ? 1 : 0), "ngày")) return 0;
        auto last = moment_at(tokens_, next);
        if (!last && period_) last = day_in_period(next);
        if (!last) return 0;
        if (!whole && period_ && last->moment.month == 0) return 0;
        Span span{first->moment, last->moment};
        if (whole && first->moment.month == 0) span.from.month = last->moment.month;
        complete(span);
        add_span(begin, *first, *last, span, whole);
        return last->end;
    }

    void add_span(std::size_t begin, const ReadMoment& first, const ReadMoment& last,
                  const Span& span, bool whole) {
        const bool possible = is_possible(span.from) && is_possible(span.to);
        auto& mention = add(possible ? Form::range : Form::impossible, begin, last.end);
        mention.dashed = first.dashed || last.dashed;
        mention.in_words = first.in_words || last.in_words;
        mention.date = span;
        constexpr int some_years = 2;
        if (whole && in_year(span.from) == in_year(span.to) && first.moment.year && span.to.year &&
            *span.to.year - *first.moment.year >= some_years) {
            mention.form = Form::anniversary;
            mention.date = span.to;
        }
    }

    std::optional<ReadMoment> day_in_period(std::size_t at) const {
        auto day = bare_day_at(tokens_, at);
        if (!day || !one_month()) return std::nullopt;
        day->moment.month = period_->first_month;
        day->moment.year = period_->year;
        return day;
    }

    /// "tháng 7/2026", "từ tháng 4 đến tháng 6/2026", "cuối tháng 9", "các tháng 3, 6, 9".
    std::size_t months(std::size_t at) {
        const auto begin = at;
        if (is(at, "từ")) ++at;
        if (!is(at, "tháng") || (at > 0 && tokens_[at - 1].digits > 0)) return 0;
        const auto first = month_at(at + 1);
        if (!first) return 0;
        auto last = first;
        auto end = at + 2;
        auto year = take_year(tokens_, end);
        if (auto next = end; take_until(next)) {
            if (is(next, "tháng")) ++next;
            if (const auto month = month_at(next); month && !is(next + 1, "/")) {
                last = month;
                end = next + 1;
                year = take_year(tokens_, end);
            } else if (auto after = next + 1; month) {
                const auto written = take_year(tokens_, after);
                if (written) last = month, end = after, year = written;
            }
        }
        if (goes_on_as_date(end)) return 0;
        window(begin, end, *first, *last, year);
        narrow(begin);
        const bool several = begin > 0 && tokens_[begin - 1].is("các");
        while (several && (is(end, ",") || is(end, "và"))) {
            const auto month = month_at(end + 1);
            if (!month) break;
            window(end + 1, end + 2, *month, *month, year);
            end += 2;
        }
        return end;
    }

    std::optional<int> month_at(std::size_t at) const {
        constexpr int last_month = 12;
        const bool month = at < tokens_.size() && tokens_[at].digits > 0 &&
                           tokens_[at].digits <= 2 && tokens_[at].value >= 1 &&
                           tokens_[at].value <= last_month;
        static const Phrases units{"lần", "%", "giờ", "h", "người"};
        if (!month || units.at(tokens_, at + 1, tokens_.size()) > 0) return std::nullopt;
        return tokens_[at].value;
    }

    /// "tháng 3/5 thành viên" is no month.
    bool goes_on_as_date(std::size_t at) const {
        return (is(at, "/") || (is(at, ".") && at < tokens_.size() && !tokens_[at].spaced)) &&
               at + 1 < tokens_.size() && tokens_[at + 1].digits > 0;
    }

    void window(std::size_t begin, std::size_t end, int first, int last, std::optional<int> year) {
        Span span{{1, first, year, false}, {0, last, year, false}};
        if (year && last < first) span.from.year = *year - 1;
        constexpr int common_year = 2025;
        span.to.day = days_in_month(year.value_or(common_year), last);
        add(Form::window, begin, end).date = span;
    }

    /// "đầu tháng 5" is its first ten days, "cuối tháng 5" what comes after the 20th.
    void narrow(std::size_t begin) {
        if (begin == 0) return;
        auto& span = std::get<Span>(found_.back().date);
        constexpr int tenth = 10;
        constexpr int twentieth = 20;
        if (is(begin - 1, "đầu")) span.to.day = tenth;
        if (is(begin - 1, "giữa")) span.from.day = tenth + 1, span.to.day = twentieth;
        if (is(begin - 1, "cuối")) span.from.day = twentieth + 1;
    }

    /// "quý III/2025", "quý I, II", "quý I và quý II năm 2026".
    std::size_t quarters(std::size_t at) {
        if (!is(at, "qúy") || at + 1 >= tokens_.size()) return 0;
        const auto first = quarter(tokens_[at + 1]);
        if (!first || is(at + 2, "lần")) return 0;
        auto last = *first;
        auto end = at + 2;
        for (auto next = end; is(next, ",") || is(next, "và") || is(next, "-") || is(next, "đến");
             next = end) {
            ++next;
            if (is(next, "qúy")) ++next;
            if (next >= tokens_.size()) break;
            const auto more = quarter(tokens_[next]);
            if (!more || *more <= last) break;
            last = *more;
            end = next + 1;
        }
        const auto year = take_year(tokens_, end);
        if (goes_on_as_date(end)) return 0;
        window(at, end, *first * 3 - 2, last * 3, year);
        return end;
    }

    /// "trong 6 tháng đầu năm 2026"; without "trong" it is what a report is about.
    std::size_t half_year(std::size_t at) {
        if (!is(at, "trong") || at + 1 >= tokens_.size()) return 0;
        const auto& six = tokens_[at + 1];
        if (!(six.value == 6 || six.is("sáu")) || !is(at + 2, "tháng")) return 0;
        const bool first = is(at + 3, "đầu");
        if ((!first && !is(at + 3, "cuối")) || !is(at + 4, "năm")) return 0;
        auto end = at + 4;
        const auto year = take_year(tokens_, end);
        if (!year) ++end;
        window(at, end, first ? 1 : 7, first ? 6 : 12, year);
        return end;
    }

    /// "14, 15/5/2026", "8 và ngày 22/7", "23/5, 6/6 và 20/6", or one day.
    std::size_t list(std::size_t at) {
        static const Phrases separators{",",         "và", ", và",   ", ngày", "và ngày",
                                        ", và ngày", "&",  "; ngày", "hoặc"};
        std::vector<std::pair<ReadMoment, std::size_t>> days;  // and where they begin
        std::size_t whole = 0;  // how many of them are up to the last with a month
        for (auto next = at;;) {
            auto day = moment_at(tokens_, next);
            if (day) {
                days.emplace_back(*day, next);
                whole = days.size();
            } else if (day = bare_day_at(tokens_, next); day) {
                days.emplace_back(*day, next);
            } else {
                break;
            }
            next = day->end;
            const auto length = separators.at(tokens_, next, tokens_.size());
            if (length == 0) break;
            next += length;
        }
        if (whole == 0 && days.size() > 1 && one_month() && after_day(at) && !said_monthly(at)) {
            whole = days.size();
            days.back().first.moment.month = period_->first_month;
            days.back().first.moment.year = period_->year;
        }
        days.resize(whole);
        if (days.empty()) return 0;
        auto later = days.back().first.moment;
        for (auto& [day, begin] : days | std::views::reverse) {
            auto& moment = day.moment;
            if (!moment.year) moment.year = later.year;
            if (moment.month == 0) moment = {moment.day, later.month, later.year, later.lunar};
            check(day);
            later = moment;
        }
        if (days.size() > 1) ++lists_;
        for (const auto& [day, begin] : days) {
            auto& mention = add(day.impossible ? Form::impossible : Form::day, begin, day.end);
            mention.date = day.moment;
            mention.in_words = day.in_words;
            mention.dashed = day.dashed;
            mention.list = days.size() > 1 ? lists_ : 0;
            mention.bare_in_list = !moment_at(tokens_, begin);
        }
        return days.back().first.end;
    }

    /// "Ngày 12" under the heading "THÁNG 9/2025", or in a sentence that says "hằng tháng".
    std::size_t day_of_period(std::size_t at) {
        const auto day = bare_day_at(tokens_, at);
        if (!day || at == 0) return 0;
        if (!after_day(at)) return 0;
        if (is(day->end, "-") || is(day->end, "/")) return 0;
        if (said_monthly(at)) {
            add(Form::recurring, at, day->end).date =
                Recurrence{Rhythm::monthly, day->moment.day, {}, {}};
            return day->end;
        }
        const auto dated = period_ ? day_in_period(at) : std::nullopt;
        if (!dated || !is_possible(dated->moment)) return 0;
        add(Form::day, at, dated->end).date = dated->moment;
        return dated->end;
    }

    /// "ngày 12", not "2 ngày 12".
    bool after_day(std::size_t at) const {
        return at > 0 && is(at - 1, "ngày") && (at == 1 || tokens_[at - 2].digits == 0);
    }

    bool one_month() const { return period_ && period_->first_month == period_->last_month; }

    bool said_monthly(std::size_t at) const {
        static const Phrases monthly{"hằng tháng", "mỗi tháng", "từng tháng"};
        std::size_t begin = at;
        while (begin > 0 && !tokens_[begin - 1].is(".") && !tokens_[begin - 1].is(";")) --begin;
        return monthly.within(tokens_, {begin, at});
    }

    const Tokens& tokens_;
    std::optional<Period> period_;
    std::vector<Mention> found_;
    int lists_ = 0;
};

}  // namespace

std::vector<Mention> mentions_of(const Block& block) { return Scanner(block).scan(); }

}  // namespace nhaclich::document
