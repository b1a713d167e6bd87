#include "store/sqlite/endpoint_rows.hpp"

#include "store/sqlite/columns.hpp"

#include <SQLiteCpp/Statement.h>

namespace nhaclich::store::sqlite {

namespace {

using SQLite::Statement;

constexpr const char* is_well =
    "DELETE FROM endpoint WHERE closed IS NULL"
    " AND channel = (SELECT channel FROM outbox WHERE id = ?1) AND ?2 IS NOT NULL";
constexpr const char* is_failing =
    "INSERT INTO endpoint (channel, failing_since, last_failure, failures)"
    " SELECT channel, ?2, ?2, 1 FROM outbox WHERE id = ?1"
    " ON CONFLICT (channel) DO UPDATE SET last_failure = excluded.last_failure,"
    " failures = failures + 1 WHERE closed IS NULL";
constexpr const char* is_gone =
    "INSERT INTO endpoint (channel, failing_since, last_failure, failures, closed, gone)"
    " SELECT channel, ?2, ?2, 1, ?2, 1 FROM outbox WHERE id = ?1"
    " ON CONFLICT (channel) DO UPDATE SET last_failure = excluded.last_failure,"
    " failures = failures + 1, closed = excluded.closed, gone = 1 WHERE closed IS NULL";

const char* change_for(Health health) {
    switch (health) {
        case Health::unknown:
            return nullptr;
        case Health::well:
            return is_well;
        case Health::failing:
            return is_failing;
        case Health::gone:
            return is_gone;
    }
    return nullptr;
}

int run(Statements& statements, const char* change, const ChannelId& channel, Instant now) {
    auto& statement = statements.of(change);
    set(statement, 1, channel.str());
    set(statement, 2, now);
    return statement.exec();
}

}  // namespace

std::vector<reminder::Endpoint> endpoints(Statements& statements) {
    auto& rows = statements.of(
        "SELECT channel, failing_since, last_failure, failures, closed, gone, told, warned"
        " FROM endpoint ORDER BY channel");
    std::vector<reminder::Endpoint> result;
    while (rows.executeStep()) {
        reminder::Endpoint endpoint{id<ChannelId>(rows.getColumn(0)), instant(rows.getColumn(1)),
                                    instant(rows.getColumn(2)), rows.getColumn(3).getInt()};
        if (!rows.isColumnNull(4)) endpoint.closed = instant(rows.getColumn(4));
        endpoint.gone = rows.getColumn(5).getInt() != 0;
        endpoint.told = rows.getColumn(6).getInt() != 0;
        endpoint.warned = rows.getColumn(7).getInt() != 0;
        result.push_back(std::move(endpoint));
    }
    return result;
}

void note_health(Statements& statements, RowId row, const Outcome& outcome) {
    const auto* change = change_for(outcome.health);
    if (change == nullptr) return;
    auto& statement = statements.of(change);
    statement.bind(1, row);
    set(statement, 2, outcome.at);
    if (statement.exec() == 0 || outcome.health != Health::well) return;
    // That it failed is no news any more.
    auto& undone = statements.of(
        "UPDATE outbox SET state = 'cancelled', changed = ?2, last_answer = 'cancelled.undone'"
        " WHERE state IN ('pending', 'deferred') AND rule LIKE 'failing '"
        " || (SELECT channel FROM outbox WHERE id = ?1) || ' %'");
    undone.bind(1, row);
    set(undone, 2, outcome.at);
    undone.exec();
}

void close_endpoints(Statements& statements, const reminder::Agenda& agenda, Instant now) {
    for (const auto& channel : agenda.endpoints_closed)
        run(statements, "UPDATE endpoint SET closed = ?2 WHERE channel = ?1 AND closed IS NULL",
            channel, now);
    for (const auto& channel : agenda.endpoints_told)
        run(statements, "UPDATE endpoint SET told = 1 WHERE channel = ?1 AND ?2 IS NOT NULL",
            channel, now);
    for (const auto& channel : agenda.endpoints_warned)
        run(statements, "UPDATE endpoint SET warned = 1 WHERE channel = ?1 AND ?2 IS NOT NULL",
            channel, now);
}

int open_endpoint(Statements& statements, const ChannelId& channel, Instant now) {
    Statements::Transaction transaction(statements);
    run(statements, "DELETE FROM endpoint WHERE channel = ?1 AND ?2 IS NOT NULL", channel, now);
    const int waiting = run(statements,
                            "UPDATE outbox SET next_at = ?2 WHERE channel = ?1"
                            " AND state IN ('pending', 'deferred')",
                            channel, now);
    const int failed = run(statements,
                           "UPDATE outbox SET state = 'pending', handled = 0, changed = ?2,"
                           " next_at = ?2 WHERE channel = ?1 AND state = 'failed'"
                           " AND useful_until > ?2 AND last_answer <> 'store.damaged'",
                           channel, now);
    transaction.commit();
    return waiting + failed;
}

}  // namespace nhaclich::store::sqlite
