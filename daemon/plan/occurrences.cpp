#include "plan/occurrences.hpp"

#include <algorithm>
#include <tuple>

namespace nhaclich::plan {

namespace {

using std::chrono::days;

/// Farther than an occurrence reaches from its nominal day, moves set aside: a span of a year, a
/// meeting of a month, what follows 400 working days later.
days reach(const Entry& entry) {
    constexpr days of_a_day{60};
    constexpr days of_a_span{430};
    constexpr days of_what_follows{800};
    const auto date = when(entry);
    if (date && std::holds_alternative<After>(*date)) return of_what_follows;
    const bool span = kind(entry) == Kind::campaign || kind(entry) == Kind::task;
    return span ? of_a_span : of_a_day;
}

bool touches(const Occurrence& occurrence, const DayRange& range, const calendar::Zone& zone) {
    return first_day(occurrence, zone) < range.end && last_day(occurrence, zone) >= range.first;
}

/// Lays single entries of a plan on the calendar.
class Layout {
  public:
    Layout(const Plan& plan, const Placing& placing) : plan_(plan), placing_(placing) {}

    /// Those with a nominal day in `nominal`.
    std::vector<Occurrence> with_nominal_in(const Entry& entry, const DayRange& nominal) const {
        std::vector<Occurrence> result;
        for (const auto& anchor : anchors(entry, nominal))
            result.push_back(laid(entry, anchor, placing_));
        return result;
    }

    /// Those that touch `range`.
    std::vector<Occurrence> touching(const Entry& entry, const DayRange& range) const {
        const auto near = reach(entry);
        const DayRange nominal{range.first - near, range.end + near};
        auto result = with_nominal_in(entry, nominal);
        for (const auto& [day, move] : head(entry).moved)
            if (!nominal.contains(day))
                for (auto& moved : with_nominal_in(entry, {day, day + days{1}}))
                    result.push_back(std::move(moved));
        std::erase_if(result, [&](const Occurrence& occurrence) {
            return !touches(occurrence, range, placing_.zone);
        });
        return result;
    }

  private:
    std::vector<Anchor> anchors(const Entry& entry, const DayRange& nominal) const {
        const auto date = when(entry);
        if (!date) return {};
        if (const auto* after = std::get_if<After>(&*date))
            return following(*after, entry, nominal);
        const auto& own = head(entry);
        std::vector<Anchor> result;
        for (const Day day :
             nominal_days(std::get<calendar::PlanDate>(*date), own.validity, nominal)) {
            const auto move = own.moved.find(day);
            if (move == own.moved.end())
                result.push_back({day, day, std::nullopt});
            else
                result.push_back({day, move->second.to, move->second.at});
        }
        return result;
    }

    std::vector<Day> nominal_days(const calendar::PlanDate& date, const Validity& validity,
                                  const DayRange& nominal) const {
        auto range = nominal;
        if (validity.until) range.end = std::min(range.end, *validity.until + days{1});
        // Whatever is counted is counted from the beginning.
        if (validity.count) range.first = validity.from;
        if (range.first >= range.end) return {};
        auto result = calendar::days_of(date, range, validity.from, placing_.working_days);
        if (validity.count) {
            const auto count = static_cast<std::size_t>(*validity.count);
            if (result.size() > count) result.resize(count);
            std::erase_if(result, [&](Day day) { return day < nominal.first; });
        }
        return result;
    }

    /// One for each occurrence of the other entry, under that one's nominal day.
    std::vector<Anchor> following(const After& after, const Entry& entry,
                                  const DayRange& nominal) const {
        std::vector<Anchor> result;
        const auto& own = head(entry);
        for (const auto& other : plan_.entries) {
            if (head(other).id != after.entry) continue;
            for (const auto& base : with_nominal_in(other, nominal)) {
                if (base.id.nominal < own.validity.from || base.status == Status::cancelled ||
                    (own.validity.until && base.id.nominal > *own.validity.until))
                    continue;
                const Day from = starting_day(after, base);
                const auto move = own.moved.find(base.id.nominal);
                const Day day = after.working ? placing_.working_days.plus(from, after.days)
                                              : from + days{after.days};
                result.push_back({base.id.nominal, move == own.moved.end() ? day : move->second.to,
                                  std::nullopt});
            }
        }
        return result;
    }

    Day starting_day(const After& after, const Occurrence& base) const {
        if (after.from_receipt && placing_.submissions != nullptr)
            if (const auto came = placing_.submissions->find(base.id);
                came != placing_.submissions->end())
                return came->second;
        return base.due.value_or(last_day(base, placing_.zone));
    }

    const Plan& plan_;
    const Placing& placing_;
};

struct Sorted {
    Instant start;
    Instant end;
    std::size_t index;
};

/// By start, end and id; the instants are worked out once each.
std::vector<Occurrence> in_order(std::vector<Occurrence> occurrences, const calendar::Zone& zone) {
    std::vector<Sorted> keys;
    keys.reserve(occurrences.size());
    for (std::size_t i = 0; i < occurrences.size(); ++i)
        keys.push_back({start_of(occurrences[i], zone), end_of(occurrences[i], zone), i});
    std::ranges::sort(keys, [&](const Sorted& a, const Sorted& b) {
        return std::tie(a.start, a.end, occurrences[a.index].id) <
               std::tie(b.start, b.end, occurrences[b.index].id);
    });
    std::vector<Occurrence> result;
    result.reserve(occurrences.size());
    for (const auto& key : keys) result.push_back(std::move(occurrences[key.index]));
    return result;
}

}  // namespace

std::vector<Occurrence> occurrences(const Plan& plan, const DayRange& range,
                                    const Placing& placing) {
    const Layout layout(plan, placing);
    std::vector<Occurrence> result;
    for (const auto& entry : plan.entries)
        std::ranges::move(layout.touching(entry, range), std::back_inserter(result));
    return in_order(std::move(result), placing.zone);
}

std::optional<Occurrence> find_occurrence(const Plan& plan, const OccurrenceId& id,
                                          const Placing& placing) {
    const Layout layout(plan, placing);
    const DayRange day{id.nominal, id.nominal + std::chrono::days{1}};
    for (const auto& entry : plan.entries)
        if (head(entry).id == id.entry)
            for (auto& occurrence : layout.with_nominal_in(entry, day))
                return std::move(occurrence);
    return std::nullopt;
}

}  // namespace nhaclich::plan
