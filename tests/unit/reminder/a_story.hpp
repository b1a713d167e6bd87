// A plan that is edited again and again, and what its readers hear of it.
#pragma once

#include "reminder/notice.hpp"
#include "unit/reminder/world.hpp"

#include <algorithm>
#include <functional>

namespace nhaclich::test {

inline plan::OccurrenceId id_of(const std::string& entry, const std::string& nominal) {
    return {EntryId::parse(entry).value(), day(nominal)};
}

/// "ENTRY NOMINAL RULE MEMBER", for a notice of what was elsewhere "< NOMINAL" of that.
inline Lines noticed(const std::vector<reminder::Delivery>& deliveries) {
    Lines lines;
    for (const auto& d : deliveries) {
        const auto& id = d.key.occurrence;
        lines.push_back(id.entry.str() + " " + iso(id.nominal) + " " + d.key.rule + " " +
                        d.key.member.str());
        if (d.before && d.before->id != id) lines.back() += " < " + iso(d.before->id.nominal);
    }
    return lines;
}

class Story {
  public:
    using Edit = std::function<void(World&)>;

    Story(World first, const std::string& now) : world(std::move(first)) {
        announced = reminder::announced_now(world.sources(), {}, {}, instant(now));
    }

    /// That member was told of the occurrence.
    Story& knows(const std::string& entry, const std::string& nominal, const std::string& who) {
        told.told[id_of(entry, nominal)].insert(member(who));
        return *this;
    }

    /// What the edit adds to an agenda; notices then wait.
    reminder::Agenda edit(const std::string& now, const Edit& how, reminder::Agenda agenda = {}) {
        how(world);
        note_waiting();
        const auto sources = world.sources();
        const auto changes = reminder::changes(sources, announced, instant(now));
        add_notices(sources, world.records, changes, told, instant(now), agenda);
        announced = announced_now(sources, announced, changes, instant(now));
        for (const auto& delivery : agenda.deliveries)
            if (purpose(delivery.key) == reminder::Purpose::notice) waiting.push_back(delivery);
        return agenda;
    }

    /// Those who get the notices that wait, and what it tells them: "ENTRY NOMINAL RULE MEMBER:
    /// moved", or why not.
    Lines send(const std::string& now) {
        Lines lines;
        for (const auto& delivery : std::exchange(waiting, {}))
            lines.push_back(send(delivery, now));
        return lines;
    }

    /// As send(), of the notices that wait no longer than that.
    Lines send_due(const std::string& now) {
        std::vector<reminder::Delivery> later;
        const auto waits = [&](const auto& delivery) { return delivery.due > instant(now); };
        std::ranges::copy_if(waiting, std::back_inserter(later), waits);
        std::erase_if(waiting, waits);
        auto lines = send(now);
        waiting = std::move(later);
        return lines;
    }

    World world;
    std::vector<reminder::Announced> announced;
    reminder::Told told;
    std::vector<reminder::Delivery> waiting;

  private:
    /// As the store answers.
    void note_waiting() {
        told.waiting.clear();
        told.off_instead.clear();
        for (const auto& delivery : waiting) {
            const auto& key = delivery.key;
            told.waiting[key.occurrence][key.member] = delivery.before;
            if (const auto other = reminder::gone_from(key.rule))
                told.off_instead[{key.occurrence.entry, *other}][key.member] = delivery.before;
        }
    }

    std::string send(const reminder::Delivery& delivery, const std::string& now) {
        auto line = noticed({delivery}).front() + ": " + sent(delivery, now);
        if (!line.ends_with("undone"))
            told.told[delivery.key.occurrence].insert(delivery.key.member);
        return line;
    }

    std::string sent(const reminder::Delivery& delivery, const std::string& now) const {
        const auto judged =
            reminder::verdict(world.sources(), world.records, delivery, instant(now));
        const auto* wanted = std::get_if<reminder::Wanted>(&judged);
        if (wanted == nullptr) return world.verdict(delivery, now);
        const auto what = reminder::change(delivery.before, *wanted->occurrence);
        const char* words[] = {"added", "moved", "cancelled"};
        return words[static_cast<int>(what.value())];
    }
};

}  // namespace nhaclich::test
