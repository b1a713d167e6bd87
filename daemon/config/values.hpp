// What the keys of our files hold: lines, titles, ids, dates, hours, rules, durations, paths.
// In: a section and a key.
// Out: the value, or a usable default and the fault in the section's list.
#pragma once

#include "calendar/date_text.hpp"
#include "config/references.hpp"
#include "config/section.hpp"
#include "plan/kind.hpp"
#include "plan/rule.hpp"
#include "plan/words.hpp"

#include <array>
#include <map>
#include <span>
#include <utility>

namespace nhaclich::config {

Line line(Section& section, std::string_view key, Need need = Need::optional,
          std::size_t max = 300);
/// A plain text is Vietnamese; { vi = "…", en = "…" } gives both.
plan::Title title(Section& section, std::string_view key, Need need = Need::optional);
plan::Description description(Section& section, std::string_view key);

/// Stands where an id is missing or faulty, so that reading goes on; no configuration with it
/// leaves this room.
template <class Id>
Id placeholder() {
    return Id::parse("faulty").value();
}

/// Ids seen so far; a second one is "config.id-twice" with the line of the first.
class UniqueIds {
  public:
    void add(Section& section, const std::string& id);

  private:
    std::map<std::string, Where> seen_;
};

/// The required key "id", counted in `unique`.
template <class Id>
Id own_id(Section& section, UniqueIds& unique) {
    const auto written = section.text("id", Need::required);
    if (!written) return placeholder<Id>();
    const auto id = section.accepted(Id::parse(written->text), written->where);
    if (!id) return placeholder<Id>();
    unique.add(section, id->str());
    return *id;
}

/// Ids of things defined elsewhere: one or a list. Each is noted as a use.
template <class Id>
std::vector<Id> used_ids(Section& section, std::string_view key, References& references,
                         Need need = Need::optional) {
    std::vector<Id> ids;
    for (const auto& written : section.texts(key, need)) {
        const auto id = section.accepted(Id::parse(written.text), written.where);
        if (!id) continue;
        references.use(*id, written.where);
        ids.push_back(*id);
    }
    return ids;
}

/// A date as the plan document writes it, within the years this program reckons with.
std::optional<calendar::PlanDate> plan_date(Section& section, std::string_view key,
                                            Need need = Need::optional);
/// A date with its year; one without is "config.date-needs-year".
std::optional<Day> single_day(Section& section, const std::optional<Written>& written,
                              std::string_view key);
std::optional<LocalHour> hour(Section& section, std::string_view key);
/// "2h", "90m", "1h30m", "1d" within the limits.
std::optional<std::chrono::minutes> duration(Section& section, std::string_view key,
                                             std::chrono::minutes shortest,
                                             std::chrono::minutes longest);
/// "30d" within the limits; anything that is no number of whole days is "config.duration-days".
std::optional<std::chrono::days> whole_days(Section& section, std::string_view key,
                                            std::chrono::days shortest, std::chrono::days longest);
/// Nothing if the key is absent. A rule in hours or minutes for a kind that fills whole days is
/// "config.rule-needs-hour".
std::optional<std::vector<plan::Rule>> rules(Section& section, std::string_view key,
                                             plan::Kind kind, References& references);
/// "config.path-absolute" unless it begins with "/"; empty if absent.
std::string absolute_path(Section& section, std::string_view key, Need need = Need::optional);

/// One of a closed set of words; another is "config.choice" with all of them.
template <class Value>
using Choice = std::pair<std::string_view, Value>;

std::optional<std::size_t> choice_index(Section& section, std::string_view key,
                                        std::span<const std::string_view> words);

template <class Value, std::size_t size>
Value choice(Section& section, std::string_view key, const std::array<Choice<Value>, size>& choices,
             Value otherwise) {
    std::array<std::string_view, size> words;
    for (std::size_t i = 0; i < size; ++i) words[i] = choices[i].first;
    const auto index = choice_index(section, key, words);
    return index ? choices[*index].second : otherwise;
}

inline constexpr std::array<Choice<plan::Language>, 2> languages{
    {{"vi", plan::Language::vi}, {"en", plan::Language::en}}};

}  // namespace nhaclich::config
