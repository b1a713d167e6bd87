#include "store/sqlite/attempt_rows.hpp"

#include "store/sqlite/columns.hpp"
#include "store/sqlite/outbox_row.hpp"

#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>

namespace nhaclich::store::sqlite {

namespace {

using reminder::State;
using SQLite::Statement;

/// One condition of a query, and what is bound to its parameter ("?").
struct Conditions {
    std::string text = " WHERE 1";
    std::vector<std::string> texts = {};
    void add(std::string_view condition) { text += fmt::format(" AND {}", condition); }
    void add(std::string_view condition, std::string value) {
        texts.push_back(std::move(value));
        text += fmt::format(" AND {} ?{}", condition, texts.size());
    }
};

std::string listed(const std::vector<State>& states) {
    std::string list;
    for (const auto state : states)
        list += fmt::format("{}'{}'", list.empty() ? "" : ", ", reminder::code(state));
    return list;
}

Conditions conditions_of(const Selection& selection) {
    Conditions where;
    if (!selection.states.empty())
        where.add(fmt::format("state IN ({})", listed(selection.states)));
    if (selection.failed_since)
        where.add(
            fmt::format("(state <> 'failed' OR changed >= {})", seconds(*selection.failed_since)));
    if (selection.due) {
        where.add(fmt::format("due > {}", seconds(selection.due->after)));
        where.add(fmt::format("due <= {}", seconds(selection.due->until)));
    }
    if (selection.member) where.add("member =", selection.member->str());
    if (selection.channel) where.add("channel =", selection.channel->str());
    if (selection.nominal) {
        where.add("nominal >=", iso(selection.nominal->first));
        where.add("nominal <", iso(selection.nominal->end));
    }
    return where;
}

/// `rows` with the last attempt each has taken part in; a message of before the history stands in.
std::string with_last_attempt(const std::string& rows) {
    return "SELECT o.*, coalesce(a.message_id, m.message_id, ''), coalesce(a.address, ''),"
           " coalesce(a.server, ''), coalesce(m.doubtful, 0) FROM (" +
           rows +
           ") AS o LEFT JOIN attempt AS a ON a.id = (SELECT max(id) FROM attempt"
           " WHERE bundle = o.bundle AND at <= o.changed)"
           " LEFT JOIN message AS m ON m.bundle = o.bundle ORDER BY o.due, o.id";
}

std::vector<DeliveryRecord> records(Statement& rows) {
    std::vector<DeliveryRecord> result;
    while (rows.executeStep()) {
        try {
            result.push_back({row_of(rows), rows.getColumn(16).getString(),
                              rows.getColumn(17).getString(), rows.getColumn(18).getString(),
                              rows.getColumn(19).getInt() != 0});
        } catch (const SQLite::Exception&) {
            continue;  // a row that does not parse is the daemon's to park
        }
    }
    return result;
}

/// What became of the row later in its old bundle is not its history any more.
std::vector<Attempt> attempts_of(SQLite::Database& database, const OutboxRow& row) {
    Statement rows(database,
                   "SELECT at, state, answer, doubtful, message_id, address, server, by, tls"
                   " FROM attempt WHERE (bundle = ?1 AND at <= ?3) OR row = ?2 ORDER BY id");
    if (row.bundle) rows.bind(1, *row.bundle);
    rows.bind(2, row.id);
    set(rows, 3, row.ledger.changed);
    std::vector<Attempt> result;
    while (rows.executeStep())
        result.push_back({instant(rows.getColumn(0)), state_from(rows.getColumn(1).getString()),
                          rows.getColumn(2).getString(), rows.getColumn(3).getInt() != 0,
                          rows.getColumn(4).getString(), rows.getColumn(5).getString(),
                          rows.getColumn(6).getString(), rows.getColumn(7).getString(),
                          rows.getColumn(8).getString()});
    return result;
}

std::optional<FrozenMessage> message_of(SQLite::Database& database, const OutboxRow& row) {
    if (!row.bundle) return std::nullopt;
    Statement message(database,
                      "SELECT message_id, octets, basis, edition FROM message WHERE bundle = ?1");
    message.bind(1, *row.bundle);
    if (!message.executeStep()) return std::nullopt;
    return FrozenMessage{message.getColumn(0).getString(), message.getColumn(1).getString(),
                         message.getColumn(2).getString(), message.getColumn(3).getInt()};
}

constexpr const char* can_be_retried = "state IN ('failed', 'missed', 'deferred')";

}  // namespace

void add_attempt(Statements& statements, RowId row, const Outcome& outcome) {
    for (const auto& before : outcome.passed_on) {
        Outcome passed{State::deferred, outcome.at, outcome.at, before.answer};
        passed.address = outcome.address;
        passed.server = before.server;
        passed.tls = before.tls;
        add_attempt(statements, row, passed);
    }
    auto& insert = statements.of(
        "INSERT INTO attempt (bundle, at, state, answer, doubtful, message_id,"
        " address, server, tls)"
        " SELECT bundle, ?2, ?3, ?4, ?5, coalesce(message_id, ''), ?6, ?7, ?8"
        " FROM outbox LEFT JOIN message USING (bundle)"
        " WHERE id = ?1 AND state = 'sending' AND bundle IS NOT NULL");
    insert.bind(1, row);
    set(insert, 2, outcome.at);
    set(insert, 3, reminder::code(outcome.state));
    set(insert, 4, outcome.answer);
    insert.bind(5, outcome.doubtful ? 1 : 0);
    set(insert, 6, outcome.address);
    set(insert, 7, outcome.server);
    set(insert, 8, outcome.tls);
    insert.exec();
}

void add_unknown_attempts(SQLite::Database& database, Instant now) {
    Statement insert(database,
                     "INSERT INTO attempt (bundle, at, state, answer, doubtful, message_id)"
                     " SELECT DISTINCT bundle, ?1, 'pending', '', 1, coalesce(message_id, '')"
                     " FROM outbox LEFT JOIN message USING (bundle)"
                     " WHERE state = 'sending' AND bundle IS NOT NULL");
    set(insert, 1, now);
    insert.exec();
}

void prune_attempts(SQLite::Database& database) {
    database.exec(
        "DELETE FROM attempt WHERE bundle NOT IN"
        " (SELECT bundle FROM outbox WHERE bundle IS NOT NULL);"
        "DELETE FROM attempt WHERE row NOT IN (SELECT id FROM outbox)");
}

std::vector<DeliveryRecord> deliveries(SQLite::Database& database, const Selection& selection) {
    const auto where = conditions_of(selection);
    auto query = row_columns + where.text;
    if (selection.limit)
        query += fmt::format(" ORDER BY due DESC, id DESC LIMIT {}", *selection.limit);
    Statement rows(database, with_last_attempt(query));
    int index = 0;
    for (const auto& text : where.texts) set(rows, ++index, text);
    return records(rows);
}

std::optional<DeliveryFile> delivery(SQLite::Database& database, RowId row) {
    Statement rows(database, with_last_attempt(std::string(row_columns) + "WHERE id = ?1"));
    rows.bind(1, row);
    auto found = records(rows);
    if (found.empty()) return std::nullopt;
    auto& record = found.front();
    auto attempts = attempts_of(database, record.row);
    auto message = message_of(database, record.row);
    return DeliveryFile{std::move(record), std::move(attempts), std::move(message)};
}

std::vector<RowId> retry(SQLite::Database& database, const std::vector<RowId>& rows, Instant at,
                         std::string_view by) {
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    Statement note(database, fmt::format("INSERT INTO attempt (row, at, state, answer, by)"
                                         " SELECT id, ?2, state, last_answer, ?3 FROM outbox"
                                         " WHERE id = ?1 AND {}",
                                         can_be_retried));
    // A message refused for good would be dropped as a copy of itself under the same name; one that
    // may have been accepted must keep its name.
    Statement renew(database,
                    "UPDATE message SET basis = '' WHERE doubtful = 0 AND bundle ="
                    " (SELECT bundle FROM outbox WHERE id = ?1 AND state = 'failed')");
    Statement change(database, fmt::format("UPDATE outbox SET state = 'pending', next_at = ?2,"
                                           " changed = ?2, last_answer = '', handled = 0"
                                           " WHERE id = ?1 AND {}",
                                           can_be_retried));
    set(note, 2, at);
    set(note, 3, by);
    set(change, 2, at);
    std::vector<RowId> done;
    for (const auto row : rows) {
        int changed = 0;
        for (auto* statement : {&note, &renew, &change}) {
            statement->reset();
            statement->bind(1, row);
            changed = statement->exec();
        }
        if (changed > 0) done.push_back(row);
    }
    transaction.commit();
    return done;
}

}  // namespace nhaclich::store::sqlite
