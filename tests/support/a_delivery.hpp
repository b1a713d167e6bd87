// Deliveries for tests of store and outbox, by short calls.
#pragma once

#include "reminder/agenda.hpp"

#include <string>

namespace nhaclich::test {

inline Instant at(const std::string& text) { return parse_iso_instant(text).value(); }

inline reminder::Delivery a_delivery(const std::string& member, const std::string& due,
                                     const std::string& useful_until = "2026-12-31T00:00:00Z",
                                     const std::string& channel = "email") {
    return {{{EntryId::parse("bao-cao").value(), parse_iso_day("2026-12-05").value()},
             "-10d 08:00",
             MemberId::parse(member).value(),
             ChannelId::parse(channel).value()},
            at(due),
            at(useful_until),
            at(due),
            at(due)};
}

inline reminder::Agenda an_agenda(std::vector<reminder::Delivery> deliveries,
                                  const std::string& planned_until) {
    reminder::Agenda agenda;
    agenda.deliveries = std::move(deliveries);
    agenda.first_start = at(planned_until);
    agenda.planned_until = at(planned_until);
    agenda.next_wake = at(planned_until);
    return agenda;
}

}  // namespace nhaclich::test
