#include "service/observer.hpp"

namespace nhaclich::service {

namespace {

using reminder::State;

struct Line {
    Level level;
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
        case State::pending:
        case State::sending:
            break;
    }
    return {Level::info, "log.attempt"_msg};
}

}  // namespace

outbox::Observer observer(const Log& log) {
    return [&log](const store::OutboxRow& row, const store::Outcome& outcome) {
        const auto& key = row.ledger.delivery.key;
        const auto line = line_of(outcome.state);
        log.write(line.level, line.id,
                  {{"entry", key.occurrence.entry.str()},
                   {"day", iso(key.occurrence.nominal)},
                   {"rule", key.rule},
                   {"member", key.member.str()},
                   {"channel", key.channel.str()},
                   {"attempt", std::to_string(row.ledger.attempts + 1)},
                   {"next", iso(outcome.next_at)},
                   {"answer", outcome.answer}});
    };
}

}  // namespace nhaclich::service
