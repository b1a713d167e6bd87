#include "store/sqlite/outbox_rows.hpp"

#include "store/sqlite/attempt_rows.hpp"
#include "store/sqlite/bounce_rows.hpp"
#include "store/sqlite/columns.hpp"
#include "store/sqlite/endpoint_rows.hpp"
#include "store/sqlite/occurrence_json.hpp"
#include "store/sqlite/outbox_row.hpp"
#include "store/sqlite/record_rows.hpp"

#include <SQLiteCpp/Transaction.h>
#include <algorithm>
#include <set>

namespace nhaclich::store::sqlite {

namespace {

using reminder::State;
using SQLite::Statement;
using Immediate = SQLite::Transaction;
constexpr auto immediate = SQLite::TransactionBehavior::IMMEDIATE;

constexpr const char* insert_row =
    "INSERT INTO outbox (entry, nominal, rule, member, channel, due, useful_until, event, before,"
    " state, next_at, changed, last_answer)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"
    // What a notice covered falls due after all, now that its date has moved on.
    " ON CONFLICT (entry, nominal, rule, member, channel) DO UPDATE SET due = excluded.due,"
    " useful_until = excluded.useful_until, event = excluded.event, state = excluded.state,"
    " next_at = excluded.next_at, changed = excluded.changed, last_answer = excluded.last_answer"
    " WHERE state = 'cancelled' AND last_answer = 'cancelled.noticed'"
    " AND excluded.state = 'pending' AND excluded.due > due";

int insert(Statement& statement, const reminder::Delivery& delivery, State state,
           std::string_view answer, Instant now) {
    statement.reset();
    statement.clearBindings();
    set(statement, 1, delivery.key.occurrence.entry.str());
    set(statement, 2, delivery.key.occurrence.nominal);
    set(statement, 3, delivery.key.rule);
    set(statement, 4, delivery.key.member.str());
    set(statement, 5, delivery.key.channel.str());
    set(statement, 6, delivery.due);
    set(statement, 7, delivery.useful_until);
    set(statement, 8, delivery.event);
    if (delivery.before)
        set(statement, 9, iso(delivery.before->id.nominal) + ' ' + to_json(*delivery.before));
    set(statement, 10, reminder::code(state));
    set(statement, 11, delivery.not_before);
    set(statement, 12, now);
    set(statement, 13, answer);
    return statement.exec();
}

/// A row that does not parse (a bit flipped on the disk) would hold up its channel for ever.
void park(SQLite::Database& database, RowId malformed, Instant now) {
    Statement statement(database,
                        "UPDATE outbox SET state = 'failed', handled = 1, changed = ?2,"
                        " last_answer = 'store.damaged' WHERE id = ?1");
    statement.bind(1, malformed);
    set(statement, 2, now);
    statement.exec();
}

void set_meta(Statements& statements, const char* key, std::int64_t value) {
    auto& statement = statements.of(
        "INSERT INTO meta (key, value) VALUES (?1, ?2)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value");
    statement.bind(1, key);
    statement.bind(2, value);
    statement.exec();
}

std::optional<Instant> meta(Statements& statements, const char* key) {
    auto& statement = statements.of("SELECT value FROM meta WHERE key = ?1");
    statement.bind(1, key);
    if (!statement.executeStep()) return std::nullopt;
    return instant(statement.getColumn(0));
}

reminder::Failure failure_of(Statements& statements, OutboxRow row) {
    const auto& key = row.ledger.delivery.key;
    auto& siblings = statements.of(
        "SELECT channel, state FROM outbox"
        " WHERE entry = ?1 AND nominal = ?2 AND rule = ?3 AND member = ?4");
    set(siblings, 1, key.occurrence.entry.str());
    set(siblings, 2, key.occurrence.nominal);
    set(siblings, 3, key.rule);
    set(siblings, 4, key.member.str());
    reminder::Failure failure{row.id, row.ledger.delivery, {}, false};
    while (siblings.executeStep()) {
        failure.tried.insert(id<ChannelId>(siblings.getColumn(0)));
        const auto state = siblings.getColumn(1).getString();
        failure.reached = failure.reached || state == "sent" || state == "pending" ||
                          state == "deferred" || state == "sending";
    }
    return failure;
}

/// One more condition on rows.
std::string not_held(Hold hold) { return hold == Hold::none ? "" : " AND rule LIKE 'burst %'"; }

/// The rows that go out with `first`, itself among them.
std::vector<OutboxRow> company_of(Statements& statements, const OutboxRow& first, Instant now,
                                  Hold hold) {
    constexpr int most = 50;
    if (first.bundle) {
        auto& together = statements.of(std::string(row_columns) +
                                       "WHERE bundle = ?1 AND state IN ('pending', 'deferred')"
                                       " ORDER BY event, id");
        together.bind(1, *first.bundle);
        return sound_rows(together);
    }
    const auto& key = first.ledger.delivery.key;
    auto& together =
        statements.of(std::string(row_columns) +
                      // By itself SQLite takes the index of what is due: all rows of a morning.
                      "INDEXED BY outbox_of_member"
                      " WHERE member = ?1 AND channel = ?2 AND state IN ('pending', 'deferred')"
                      " AND bundle IS NULL AND next_at <= ?3" +
                      not_held(hold) + " ORDER BY event, id LIMIT ?4");
    set(together, 1, key.member.str());
    set(together, 2, key.channel.str());
    set(together, 3, now);
    together.bind(4, most);
    return sound_rows(together);
}

Bundle bundle_of(Statements& statements, const OutboxRow& first, Instant now, Hold hold) {
    Bundle bundle{first.bundle.value_or(first.id), company_of(statements, first, now, hold),
                  std::nullopt, false};
    if (!first.bundle) {
        bundle.id = bundle.rows.front().id;
        return bundle;
    }
    auto& message = statements.of(
        "SELECT message_id, octets, basis, edition, doubtful FROM message"
        " WHERE bundle = ?1");
    message.bind(1, *first.bundle);
    if (!message.executeStep()) return bundle;
    bundle.message =
        FrozenMessage{message.getColumn(0).getString(), message.getColumn(1).getString(),
                      message.getColumn(2).getString(), message.getColumn(3).getInt()};
    bundle.doubtful = message.getColumn(4).getInt() != 0;
    return bundle;
}

struct DueNow {
    const ChannelId& channel;
    Instant now;
    int limit = 0;
    Hold hold = Hold::none;
};

/// One row a member, of those who are not in `seen` yet.
std::vector<OutboxRow> first_rows(Statements& statements, const DueNow& due,
                                  std::set<MemberId>& seen, std::vector<RowId>& malformed) {
    auto& statement = statements.of(std::string(row_columns) +
                                    "INDEXED BY outbox_open WHERE state IN ('pending', 'deferred')"
                                    " AND channel = ?1 AND next_at <= ?2" +
                                    not_held(due.hold) + " ORDER BY event, id");
    set(statement, 1, due.channel.str());
    set(statement, 2, due.now);
    std::vector<OutboxRow> firsts;
    while (firsts.size() < static_cast<std::size_t>(std::max(due.limit, 0)) &&
           statement.executeStep()) {
        try {
            auto row = row_of(statement);
            if (seen.insert(row.ledger.delivery.key.member).second)
                firsts.push_back(std::move(row));
        } catch (const SQLite::Exception&) {
            malformed.push_back(statement.getColumn(0).getInt64());
        }
    }
    statement.reset();
    return firsts;
}

std::map<MemberId, std::optional<plan::Occurrence>> known(Statement& notices,
                                                          const plan::OccurrenceId& occurrence) {
    std::map<MemberId, std::optional<plan::Occurrence>> result;
    while (notices.executeStep())
        result.emplace(id<MemberId>(notices.getColumn(0)), before_of(occurrence, notices, 1));
    return result;
}

std::set<MemberId> members(Statement& statement) {
    std::set<MemberId> result;
    while (statement.executeStep()) result.insert(id<MemberId>(statement.getColumn(0)));
    return result;
}

std::optional<Instant> later(Statements& statements, const ChannelId& channel, Hold hold,
                             Instant now) {
    auto& statement = statements.of(
        "SELECT min(next_at) FROM outbox INDEXED BY outbox_waiting"
        " WHERE state IN ('pending', 'deferred') AND channel = ?1 AND next_at > ?2" +
        not_held(hold));
    set(statement, 1, channel.str());
    set(statement, 2, now);
    statement.executeStep();
    const auto found =
        statement.isColumnNull(0) ? std::nullopt : std::optional(instant(statement.getColumn(0)));
    statement.reset();
    return found;
}

}  // namespace

reminder::Facts facts(Statements& statements) {
    reminder::Facts result{
        meta(statements, "planned_until"), {}, meta(statements, "first_start"), {}};
    auto& statement =
        statements.of(std::string(row_columns) + "WHERE state = 'failed' AND handled = 0");
    result.endpoints = endpoints(statements);
    for (auto& row : sound_rows(statement))
        result.failures.push_back(failure_of(statements, std::move(row)));
    result.untold = untold_suspensions(statements);
    return result;
}

reminder::Told told(Statements& statements, const std::vector<plan::OccurrenceId>& occurrences) {
    reminder::Told result;
    auto& told = statements.of(
        "SELECT member FROM outbox WHERE entry = ?1 AND nominal = ?2"
        " AND attempts > 0 AND rule NOT LIKE 'unreached %'");
    const std::string notices =
        "SELECT member, before FROM outbox LEFT JOIN message USING (bundle)"
        " WHERE entry = ?1 AND state IN ('pending', 'deferred') AND coalesce(doubtful, 0) = 0";
    auto& waiting = statements.of(notices + " AND nominal = ?2 AND rule LIKE 'notice %'");
    auto& off = statements.of(notices + " AND rule LIKE 'notice % ' || ?2");
    for (const auto& occurrence : occurrences) {
        for (auto* statement : {&told, &waiting, &off}) {
            statement->reset();
            set(*statement, 1, occurrence.entry.str());
            set(*statement, 2, occurrence.nominal);
        }
        result.told[occurrence] = members(told);
        result.waiting[occurrence] = known(waiting, occurrence);
        result.off_instead[occurrence] = known(off, occurrence);
    }
    return result;
}

int record(Statements& statements, const reminder::Agenda& agenda, Instant now) {
    Statements::Transaction transaction(statements);
    int added = 0;
    auto& statement = statements.of(insert_row);
    for (const auto& delivery : agenda.deliveries)
        added += insert(statement, delivery, State::pending, {}, now);
    for (const auto& unsent : agenda.unsent)
        added += insert(statement, unsent.delivery, unsent.state(), unsent.reason.key, now);
    for_each(statements.of("UPDATE outbox SET handled = 1 WHERE id = ?1"), agenda.handled);
    mark_told(statements, agenda.told);
    if (agenda.announced) {
        announce(statements, *agenda.announced);
        set_meta(statements, "announced", 1);
    }
    close_endpoints(statements, agenda, now);
    if (agenda.burst) add_pause(statements, {now, std::nullopt, "burst"}, "nhaclich");
    set_meta(statements, "first_start", seconds(agenda.first_start));
    set_meta(statements, "planned_until", seconds(agenda.planned_until));
    transaction.commit();
    return added;
}

std::vector<Waiting> waiting(Statements& statements, Hold hold, Instant now) {
    // One step down the index for each channel, however many rows wait.
    constexpr const char* next =
        "SELECT channel, next_at, EXISTS (SELECT 1 FROM endpoint WHERE closed IS NOT NULL"
        " AND endpoint.channel = outbox.channel) FROM outbox INDEXED BY outbox_waiting"
        " WHERE state IN ('pending', 'deferred') AND channel > ?1"
        " ORDER BY channel, next_at LIMIT 1";
    constexpr const char* next_held =
        "SELECT channel, min(next_at), EXISTS (SELECT 1 FROM endpoint WHERE closed IS NOT NULL"
        " AND endpoint.channel = outbox.channel) FROM outbox WHERE state IN ('pending', 'deferred')"
        " AND rule LIKE 'burst %' AND channel > ?1 GROUP BY channel ORDER BY channel LIMIT 1";
    auto& statement = statements.of(hold == Hold::none ? next : next_held);
    std::vector<Waiting> found;
    std::string last;
    for (set(statement, 1, last); statement.executeStep(); set(statement, 1, last)) {
        last = statement.getColumn(0).getString();
        if (auto channel = ChannelId::parse(last))
            found.push_back({std::move(*channel), instant(statement.getColumn(1)),
                             statement.getColumn(2).getInt() != 0});
        statement.reset();
    }
    for (auto& one : found)
        one.later = one.next_at > now ? one.next_at : later(statements, one.channel, hold, now);
    return found;
}

std::vector<Bundle> due_bundles(Statements& statements, const ChannelId& channel, Instant now,
                                int limit, Hold hold, std::set<MemberId> others) {
    std::vector<Bundle> bundles;
    std::vector<RowId> malformed;
    {
        const Statements::Snapshot moment(statements);
        const auto firsts = first_rows(statements, {channel, now, limit, hold}, others, malformed);
        bundles.reserve(firsts.size());
        for (const auto& first : firsts) bundles.push_back(bundle_of(statements, first, now, hold));
    }
    for (const auto row : malformed) park(statements.database(), row, now);
    return bundles;
}

int realign(SQLite::Database& database, Instant now) {
    Immediate transaction(database, immediate);
    // What a notice covered stays covered: the notice went out.
    Statement statement(database,
                        "UPDATE outbox SET changed = ?1, next_at = ?1, last_answer = '',"
                        " state = CASE WHEN attempts = 0 THEN 'pending' ELSE 'deferred' END"
                        " WHERE changed > ?1 AND (state IN ('pending', 'deferred', 'missed')"
                        " OR (state = 'cancelled' AND last_answer <> 'cancelled.noticed'))");
    set(statement, 1, now);
    const int realigned = statement.exec();
    transaction.commit();
    return realigned;
}

std::vector<OutboxRow> rows_due_in(SQLite::Database& database, DueWindow window) {
    Statement statement(database,
                        std::string(row_columns) + "WHERE due > ?1 AND due <= ?2 ORDER BY due, id");
    set(statement, 1, window.after);
    set(statement, 2, window.until);
    return all_rows(statement);
}

int prune(SQLite::Database& database, Instant before) {
    Immediate transaction(database, immediate);
    Statement rows(database,
                   "DELETE FROM outbox WHERE due < ?1 AND changed < ?1"
                   " AND state IN ('sent', 'failed', 'missed', 'cancelled')");
    set(rows, 1, before);
    const int pruned = rows.exec();
    if (pruned > 0) {
        database.exec(
            "DELETE FROM message WHERE bundle NOT IN"
            " (SELECT bundle FROM outbox WHERE bundle IS NOT NULL)");
        prune_attempts(database);
    }
    forget_bounces(database, before);
    transaction.commit();
    return pruned;
}

}  // namespace nhaclich::store::sqlite
