#include "store/sqlite/outbox_rows.hpp"

#include "store/sqlite/columns.hpp"

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <algorithm>
#include <array>
#include <stdexcept>

namespace nhaclich::store::sqlite {

namespace {

using reminder::State;

constexpr std::array states{State::pending, State::sending, State::deferred,
                            State::sent,    State::failed,  State::missed};

constexpr const char* columns =
    "SELECT id, entry, nominal, rule, member, channel, due, useful_until, state, attempts, next_at,"
    " changed, last_answer, message_id, octets FROM outbox ";

void set(SQLite::Statement& statement, int index, Instant value) {
    statement.bind(index, seconds(value));
}

void set(SQLite::Statement& statement, int index, std::string_view value) {
    statement.bind(index, std::string(value));
}

State state_from(const std::string& code) {
    const auto found =
        std::ranges::find_if(states, [&](State state) { return reminder::code(state) == code; });
    // The table's CHECK lets no other in.
    if (found == states.end()) throw SQLite::Exception("state " + code);
    return *found;
}

template <class T>
T sound(Result<T> result) {
    if (!result) throw SQLite::Exception(std::string(result.error().id.key));
    return std::move(*result);
}

OutboxRow row_of(SQLite::Statement& row) {
    reminder::DeliveryKey key{{sound(EntryId::parse(row.getColumn(1).getString())),
                               sound(parse_iso_day(row.getColumn(2).getString()))},
                              row.getColumn(3).getString(),
                              sound(MemberId::parse(row.getColumn(4).getString())),
                              sound(ChannelId::parse(row.getColumn(5).getString()))};
    OutboxRow result{row.getColumn(0).getInt64(),
                     {{std::move(key), instant(row.getColumn(6)), instant(row.getColumn(7))},
                      state_from(row.getColumn(8).getString()),
                      row.getColumn(9).getInt(),
                      instant(row.getColumn(11)),
                      row.getColumn(12).getString()},
                     instant(row.getColumn(10)),
                     std::nullopt};
    if (!row.isColumnNull(13))
        result.message =
            FrozenMessage{row.getColumn(13).getString(), row.getColumn(14).getString()};
    return result;
}

std::vector<OutboxRow> all(SQLite::Statement& statement) {
    std::vector<OutboxRow> rows;
    while (statement.executeStep()) rows.push_back(row_of(statement));
    return rows;
}

int insert(SQLite::Database& database, const reminder::Delivery& delivery, State state,
           std::string_view answer, Instant now) {
    SQLite::Statement statement(
        database,
        "INSERT INTO outbox (entry, nominal, rule, member, channel, due, useful_until, state, "
        "next_at,"
        " changed, last_answer) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?6, ?9, ?10)"
        " ON CONFLICT (entry, nominal, rule, member, channel) DO NOTHING");
    set(statement, 1, delivery.key.occurrence.entry.str());
    set(statement, 2, iso(delivery.key.occurrence.nominal));
    set(statement, 3, delivery.key.rule);
    set(statement, 4, delivery.key.member.str());
    set(statement, 5, delivery.key.channel.str());
    set(statement, 6, delivery.due);
    set(statement, 7, delivery.useful_until);
    set(statement, 8, reminder::code(state));
    set(statement, 9, now);
    set(statement, 10, answer);
    return statement.exec();
}

/// A row that does not parse (a bit flipped on the disk) would hold up its channel for ever.
void park(SQLite::Database& database, const std::vector<RowId>& malformed, Instant now) {
    for (const auto row : malformed) {
        SQLite::Statement statement(database,
                                    "UPDATE outbox SET state = 'failed', changed = ?2,"
                                    " last_answer = 'store.damaged' WHERE id = ?1");
        statement.bind(1, row);
        set(statement, 2, now);
        statement.exec();
    }
}

std::optional<Instant> single_instant(SQLite::Statement& statement) {
    if (!statement.executeStep() || statement.isColumnNull(0)) return std::nullopt;
    return instant(statement.getColumn(0));
}

}  // namespace

std::optional<Instant> planned_until(SQLite::Database& database) {
    SQLite::Statement statement(database, "SELECT value FROM meta WHERE key = 'planned_until'");
    return single_instant(statement);
}

int record(SQLite::Database& database, const reminder::Agenda& agenda, Instant now) {
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    int added = 0;
    for (const auto& delivery : agenda.deliveries)
        added += insert(database, delivery, State::pending, {}, now);
    for (const auto& missed : agenda.missed)
        added += insert(database, missed.delivery, State::missed, missed.reason.key, now);
    SQLite::Statement statement(database,
                                "INSERT INTO meta (key, value) VALUES ('planned_until', ?1)"
                                " ON CONFLICT (key) DO UPDATE SET value = excluded.value");
    set(statement, 1, agenda.planned_until);
    statement.exec();
    transaction.commit();
    return added;
}

std::vector<Waiting> waiting(SQLite::Database& database) {
    // One step down the index for each channel, however many rows wait.
    SQLite::Statement statement(database, R"sql(
        WITH RECURSIVE each_channel (channel) AS (
            SELECT min(channel) FROM outbox INDEXED BY outbox_waiting
            WHERE state IN ('pending', 'deferred')
            UNION ALL
            SELECT (SELECT min(outbox.channel) FROM outbox INDEXED BY outbox_waiting
                    WHERE state IN ('pending', 'deferred')
                      AND outbox.channel > each_channel.channel)
            FROM each_channel WHERE each_channel.channel IS NOT NULL)
        SELECT channel, (SELECT min(next_at) FROM outbox INDEXED BY outbox_waiting
                         WHERE state IN ('pending', 'deferred')
                           AND outbox.channel = each_channel.channel)
        FROM each_channel WHERE channel IS NOT NULL)sql");
    std::vector<Waiting> found;
    while (statement.executeStep())
        if (auto channel = ChannelId::parse(statement.getColumn(0).getString()))
            found.push_back({std::move(*channel), instant(statement.getColumn(1))});
    return found;
}

std::vector<OutboxRow> due_rows(SQLite::Database& database, const ChannelId& channel, Instant now,
                                int limit) {
    SQLite::Statement statement(
        database, std::string(columns) +
                      "INDEXED BY outbox_open WHERE state IN ('pending', 'deferred')"
                      " AND channel = ?1 AND next_at <= ?2 ORDER BY due, id LIMIT ?3");
    set(statement, 1, channel.str());
    set(statement, 2, now);
    statement.bind(3, limit);
    std::vector<OutboxRow> rows;
    std::vector<RowId> malformed;
    while (statement.executeStep()) {
        try {
            rows.push_back(row_of(statement));
        } catch (const SQLite::Exception&) {
            malformed.push_back(statement.getColumn(0).getInt64());
        }
    }
    statement.reset();
    park(database, malformed, now);
    return rows;
}

bool claim(SQLite::Database& database, RowId row, const FrozenMessage& message, Instant now) {
    SQLite::Statement statement(
        database,
        "UPDATE outbox SET state = 'sending', attempts = attempts + 1, changed = ?2,"
        " octets = CASE WHEN message_id IS NULL THEN ?4 ELSE octets END,"
        " message_id = coalesce(message_id, ?3)"
        " WHERE id = ?1 AND state IN ('pending', 'deferred')");
    statement.bind(1, row);
    set(statement, 2, now);
    set(statement, 3, message.message_id);
    statement.bind(4, message.octets.data(), static_cast<int>(message.octets.size()));
    return statement.exec() == 1;
}

bool record_result(SQLite::Database& database, RowId row, const Outcome& outcome) {
    SQLite::Statement statement(
        database,
        "UPDATE outbox SET state = ?2, changed = ?3, next_at = ?4, last_answer = ?5"
        " WHERE id = ?1");
    statement.bind(1, row);
    set(statement, 2, reminder::code(outcome.state));
    set(statement, 3, outcome.at);
    set(statement, 4, outcome.next_at);
    set(statement, 5, outcome.answer);
    return statement.exec() == 1;
}

int rescue(SQLite::Database& database, Instant now) {
    SQLite::Statement statement(
        database,
        "UPDATE outbox SET state = 'pending', changed = ?1, next_at = ?1 WHERE state = 'sending'");
    set(statement, 1, now);
    return statement.exec();
}

int realign(SQLite::Database& database, Instant now) {
    SQLite::Statement statement(
        database,
        "UPDATE outbox SET changed = ?1, next_at = ?1"
        // The first condition is the index's: only what waits is looked at.
        " WHERE state IN ('pending', 'deferred') AND state = 'deferred' AND changed > ?1");
    set(statement, 1, now);
    return statement.exec();
}

std::vector<OutboxRow> rows_due_in(SQLite::Database& database, DueWindow window) {
    SQLite::Statement statement(
        database, std::string(columns) + "WHERE due > ?1 AND due <= ?2 ORDER BY due, id");
    set(statement, 1, window.after);
    set(statement, 2, window.until);
    return all(statement);
}

}  // namespace nhaclich::store::sqlite
