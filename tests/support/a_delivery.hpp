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
            at(useful_until)};
}

inline reminder::Agenda an_agenda(std::vector<reminder::Delivery> deliveries,
                                  const std::string& planned_until) {
    return {std::move(deliveries), {}, at(planned_until), at(planned_until)};
}

}  // namespace nhaclich::test
