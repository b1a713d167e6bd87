#include "store/sqlite/claim_rows.hpp"

#include "store/sqlite/attempt_rows.hpp"
#include "store/sqlite/columns.hpp"
#include "store/sqlite/endpoint_rows.hpp"
#include "store/sqlite/outbox_row.hpp"

#include <SQLiteCpp/Transaction.h>

namespace nhaclich::store::sqlite {

using reminder::State;
using SQLite::Statement;

namespace {

/// Nothing if the row was claimed otherwise, or is no longer.
std::vector<RowId> accepted_rows(Statements& statements, const Acceptance& noted) {
    auto& rows = statements.of(
        "SELECT other.id FROM outbox AS first JOIN message USING (bundle)"
        " JOIN outbox AS other USING (bundle)"
        " WHERE first.id = ?1 AND first.state = 'sending' AND first.attempts = ?2"
        " AND message_id = ?3 AND other.state = 'sending' ORDER BY other.id <> ?1, other.id");
    rows.bind(1, noted.row);
    rows.bind(2, noted.attempt);
    set(rows, 3, noted.message_id);
    std::vector<RowId> result;
    while (rows.executeStep()) result.push_back(rows.getColumn(0).getInt64());
    return result;
}

}  // namespace

bool claim(Statements& statements, const Claim& claim, Instant now) {
    const auto& message = claim.message;
    auto& change = statements.of(
        "UPDATE outbox SET state = 'sending', attempts = attempts + 1, changed = ?2,"
        " bundle = ?3 WHERE id = ?1 AND state IN ('pending', 'deferred')");
    set(change, 2, now);
    change.bind(3, claim.bundle);
    if (!for_each(change, claim.rows)) return false;
    // Octets that are frozen already are not written again.
    auto& freeze = statements.of(
        "INSERT INTO message VALUES (?1, ?2, ?3, ?4, ?5, 0)"
        " ON CONFLICT (bundle) DO UPDATE SET message_id = excluded.message_id,"
        " octets = excluded.octets, basis = excluded.basis,"
        " edition = excluded.edition, doubtful = 0"
        " WHERE edition <> excluded.edition");
    freeze.bind(1, claim.bundle);
    set(freeze, 2, message.message_id);
    freeze.bindNoCopy(3, message.octets.data(), static_cast<int>(message.octets.size()));
    set(freeze, 4, message.basis);
    freeze.bind(5, message.edition);
    freeze.exec();
    return true;
}

bool record_result(Statements& statements, const std::vector<RowId>& rows, const Outcome& outcome) {
    add_attempt(statements, rows.front(), outcome);
    auto& change = statements.of(
        "UPDATE outbox SET state = ?2, changed = ?3, next_at = ?4, last_answer = ?5,"
        " attempts = attempts - ?6 WHERE id = ?1");
    set(change, 2, reminder::code(outcome.state));
    set(change, 3, outcome.at);
    set(change, 4, outcome.next_at);
    set(change, 5, outcome.answer);
    change.bind(6, outcome.counted ? 0 : 1);
    if (!for_each(change, rows)) return false;
    note_health(statements, rows.front(), outcome);
    if (outcome.doubtful) {
        auto& doubt = statements.of(
            "UPDATE message SET doubtful = 1"
            " WHERE bundle = (SELECT bundle FROM outbox WHERE id = ?1)");
        for_each(doubt, {rows.front()});
    }
    return true;
}

void release(Statements& statements, const std::vector<RowId>& rows, Instant now) {
    auto& change = statements.of(
        "UPDATE outbox SET state = CASE WHEN last_answer <> '' THEN 'deferred' ELSE 'pending' END,"
        " attempts = attempts - 1, changed = ?2 WHERE id = ?1 AND state = 'sending'");
    set(change, 2, now);
    for (const auto row : rows) {
        change.reset();
        change.bind(1, row);
        change.exec();
    }
}

int rescue(Statements& statements, const std::vector<Acceptance>& noted, Instant now) {
    auto& database = statements.database();
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    for (const auto& one : noted) {
        Outcome sent{State::sent, one.at, one.at, one.answer, false, Health::well};
        sent.address = one.address;
        sent.server = one.server;
        if (const auto rows = accepted_rows(statements, one); !rows.empty())
            record_result(statements, rows, sent);
    }
    add_unknown_attempts(database, now);
    database.exec(
        "UPDATE message SET doubtful = 1 WHERE bundle IN"
        " (SELECT bundle FROM outbox WHERE state = 'sending')");
    Statement statement(
        database,
        "UPDATE outbox SET state = 'pending', changed = ?1, next_at = ?1 WHERE state = 'sending'");
    set(statement, 1, now);
    const int rescued = statement.exec();
    transaction.commit();
    return rescued;
}

}  // namespace nhaclich::store::sqlite
