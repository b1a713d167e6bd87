#include "service/observer.hpp"

#include <stdexcept>

namespace nhaclich::service {

namespace {

using reminder::State;

struct Line {
    Level level = Level::info;
    MessageId id;
};

Line line_of(State state) {
    switch (state) {
        case State::sent:
            return {Level::info, "log.sent"_msg};
        case State::deferred:
            return {Level::warning, "log.deferred"_msg};
        case State::failed:
            return {Level::error, "log.failed"_msg};
        case State::missed:
            return {Level::warning, "log.given-up"_msg};
        case State::cancelled:
            return {Level::info, "log.cancelled"_msg};
        case State::pending:
            return {Level::info, "log.put-off"_msg};
        case State::sending:
            break;
    }
    throw std::logic_error("an outcome is never sending");
}

}  // namespace

outbox::Observer observer(const Log& log, StoreTroubles& troubles) {
    const auto attempted = [&log](const store::OutboxRow& row, const store::Outcome& outcome) {
        const auto& key = row.ledger.delivery.key;
        for (const auto& before : outcome.passed_on)
            log.error("log.passed-on"_msg, {{"server", before.server}, {"answer", before.answer}});
        if (outcome.needs_somebody)
            log.error("log.needs-somebody"_msg,
                      {{"channel", key.channel.str()}, {"answer", outcome.answer}});
        const auto line = line_of(outcome.state);
        log.write(line.level, line.id,
                  {{"entry", key.occurrence.entry.str()},
                   {"day", iso(key.occurrence.nominal)},
                   {"rule", key.rule},
                   {"member", key.member.str()},
                   {"channel", key.channel.str()},
                   {"attempt", std::to_string(row.ledger.attempts)},
                   {"next", iso(outcome.next_at)},
                   {"answer", outcome.answer}});
    };
    return {attempted, [&troubles](const Error& error) { troubles.note(error); }};
}

}  // namespace nhaclich::service
