#include "store/sqlite/bounce_rows.hpp"

#include "store/sqlite/columns.hpp"

#include <SQLiteCpp/Transaction.h>

namespace nhaclich::store::sqlite {

namespace {

using SQLite::Statement;

/// The mail a bounce is about, as far as it counts as sent.
struct Mail {
    MemberId member;
    std::string mailbox;
    Instant sent;
    std::int64_t bundle = 0;
};

enum class Found { nothing, under_way, sent };

struct Search {
    Found found = Found::nothing;
    std::optional<Mail> mail;
};

Search search(SQLite::Database& database, const std::string& delivery) {
    Statement message(database,
                      "SELECT bundle, octets FROM message WHERE substr(message_id, 2, 32) = ?1");
    set(message, 1, delivery);
    if (!message.executeStep()) return {};
    const auto bundle = message.getColumn(0).getInt64();
    Statement rows(database,
                   "SELECT member, state, changed FROM outbox"
                   " WHERE bundle = ?1 AND channel = 'email' AND state IN ('sending', 'sent')"
                   " ORDER BY state, changed");
    rows.bind(1, bundle);
    Search result;
    while (rows.executeStep()) {
        if (rows.getColumn(1).getString() == "sending") return {Found::under_way, std::nullopt};
        const auto to = bounce::recipient_of(message.getColumn(1).getString());
        result = {Found::sent, Mail{id<MemberId>(rows.getColumn(0)), reminder::mailbox(to),
                                    instant(rows.getColumn(2)), bundle}};
    }
    return result;
}

/// False if it is told already.
bool note(SQLite::Database& database, const bounce::Bounce& bounce, const Mail& mail, Instant now) {
    Statement insert(database,
                     "INSERT INTO bounce (delivery, member, mailbox, verdict, status, answer, sent,"
                     " noted) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING");
    set(insert, 1, bounce.delivery);
    set(insert, 2, mail.member.str());
    set(insert, 3, mail.mailbox);
    set(insert, 4, bounce::code(bounce.verdict));
    set(insert, 5, bounce.status);
    set(insert, 6, bounce.answer);
    set(insert, 7, mail.sent);
    set(insert, 8, now);
    return insert.exec() == 1;
}

void fail_rows(SQLite::Database& database, const Mail& mail, const std::string& answer,
               Instant now) {
    Statement change(database,
                     "UPDATE outbox SET state = 'failed', handled = 0, changed = ?2,"
                     " last_answer = ?3 WHERE bundle = ?1 AND state = 'sent'");
    change.bind(1, mail.bundle);
    set(change, 2, now);
    set(change, 3, answer);
    change.exec();
}

/// Counted from the last bounce back, to where a mail to the member in between (or in the same
/// second) did not come back. Counted anew each time, for bounces arrive in any order.
int in_a_row(SQLite::Database& database, const std::string& mailbox) {
    constexpr int most = 100;
    Statement hard(
        database,
        "SELECT sent, member FROM bounce WHERE mailbox = ?1 AND verdict = 'hard'"
        " AND id > coalesce((SELECT max(seen) FROM suspension"
        " WHERE mailbox = ?1 AND suspended = 0), 0) ORDER BY sent DESC, id DESC LIMIT ?2");
    set(hard, 1, mailbox);
    hard.bind(2, most);
    Statement through(
        database,
        "SELECT 1 FROM outbox INDEXED BY outbox_sent WHERE member = ?1"
        " AND channel = 'email' AND state = 'sent' AND changed >= ?2 AND changed <= ?3"
        " LIMIT 1");
    int count = 0;
    for (Instant later; hard.executeStep(); later = instant(hard.getColumn(0))) {
        through.reset();
        set(through, 1, hard.getColumn(1).getString());
        set(through, 2, instant(hard.getColumn(0)));
        set(through, 3, later);
        if (count > 0 && through.executeStep()) break;
        ++count;
    }
    return count;
}

bool is_suspended(SQLite::Database& database, const std::string& mailbox) {
    Statement last(database,
                   "SELECT suspended FROM suspension WHERE mailbox = ?1 ORDER BY id DESC LIMIT 1");
    set(last, 1, mailbox);
    return last.executeStep() && last.getColumn(0).getInt() != 0;
}

/// A new word on the mailbox. `seen` is the last bounce that led to it.
void add_suspension(SQLite::Database& database, const Mail& mail, const std::string& answer,
                    bool suspended, std::string_view by) {
    Statement insert(
        database,
        "INSERT INTO suspension (mailbox, member, suspended, answer, seen, told, at, by)"
        " VALUES (?1, ?2, ?3, ?4, (SELECT coalesce(max(id), 0) FROM bounce), ?5, ?6,"
        " ?7)");
    set(insert, 1, mail.mailbox);
    set(insert, 2, mail.member.str());
    insert.bind(3, suspended ? 1 : 0);
    set(insert, 4, answer);
    insert.bind(5, suspended ? 0 : 1);
    set(insert, 6, mail.sent);
    set(insert, 7, by);
    insert.exec();
}

constexpr const char* suspension_columns =
    "SELECT mailbox, id, member, at, answer FROM suspension AS one WHERE suspended = 1"
    " AND NOT EXISTS (SELECT 1 FROM suspension AS later"
    " WHERE later.mailbox = one.mailbox AND later.id > one.id)";

reminder::Untold suspension_of(Statement& row) {
    return {row.getColumn(0).getString(),
            {row.getColumn(1).getInt64(), id<MemberId>(row.getColumn(2)), instant(row.getColumn(3)),
             row.getColumn(4).getString()}};
}

constexpr const char* bounce_columns =
    "SELECT member, mailbox, delivery, verdict, status, answer, sent, noted FROM bounce ";

BounceNote note_of(Statement& row) {
    return {id<MemberId>(row.getColumn(0)), row.getColumn(1).getString(),
            row.getColumn(2).getString(),   row.getColumn(3).getString(),
            row.getColumn(4).getString(),   row.getColumn(5).getString(),
            instant(row.getColumn(6)),      instant(row.getColumn(7))};
}

}  // namespace

Returned record_bounce(SQLite::Database& database, const bounce::Bounce& bounce, int suspend_after,
                       Instant now) {
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    const auto [found, mail] = search(database, bounce.delivery);
    if (found == Found::under_way) return {Effect::not_yet, std::nullopt, {}, 0};
    if (found == Found::nothing || !note(database, bounce, *mail, now)) return {};
    Returned result{Effect::noted, mail->member, mail->mailbox, 0};
    if (bounce.verdict != bounce::Verdict::delayed) {
        fail_rows(database, *mail, bounce.answer, now);
        result.effect = Effect::failed;
    }
    result.in_a_row = in_a_row(database, mail->mailbox);
    if (bounce.verdict == bounce::Verdict::hard && result.in_a_row >= suspend_after &&
        !is_suspended(database, mail->mailbox)) {
        auto since = *mail;
        since.sent = now;
        add_suspension(database, since, bounce.answer, true, "nhaclich");
        result.effect = Effect::suspended;
    }
    transaction.commit();
    return result;
}

reminder::Suspensions suspensions(Statements& statements) {
    auto& rows = statements.of(suspension_columns);
    reminder::Suspensions result;
    while (rows.executeStep()) {
        auto one = suspension_of(rows);
        result.emplace(std::move(one.mailbox), std::move(one.suspension));
    }
    return result;
}

std::vector<reminder::Untold> untold_suspensions(Statements& statements) {
    auto& rows = statements.of(std::string(suspension_columns) + " AND told = 0");
    std::vector<reminder::Untold> result;
    while (rows.executeStep()) result.push_back(suspension_of(rows));
    return result;
}

void mark_told(Statements& statements, const std::vector<std::int64_t>& suspensions) {
    auto& told = statements.of("UPDATE suspension SET told = 1 WHERE id = ?1");
    for (const auto row : suspensions) {
        told.reset();
        told.bind(1, row);
        told.exec();
    }
}

void forget_bounces(SQLite::Database& database, Instant before) {
    Statement rows(database, "DELETE FROM bounce WHERE noted < ?1");
    set(rows, 1, before);
    rows.exec();
}

std::vector<BounceNote> bounce_history(SQLite::Database& database) {
    Statement rows(database, std::string(bounce_columns) + "ORDER BY id");
    std::vector<BounceNote> result;
    while (rows.executeStep()) result.push_back(note_of(rows));
    return result;
}

std::vector<Mailbox> mailboxes(Statements& statements) {
    auto& database = statements.database();
    std::map<std::string, Mailbox> known;
    Statement last(database, std::string(bounce_columns) +
                                 "WHERE id IN (SELECT max(id) FROM bounce GROUP BY mailbox)");
    while (last.executeStep()) {
        auto note = note_of(last);
        known.emplace(note.mailbox, Mailbox{note.mailbox, note.member,
                                            in_a_row(database, note.mailbox), std::nullopt, note});
    }
    for (const auto& [mailbox, suspension] : suspensions(statements)) {
        auto& one =
            known.try_emplace(mailbox, Mailbox{mailbox, suspension.member, 0, std::nullopt, {}})
                .first->second;
        one.suspended = suspension.since;
    }
    std::vector<Mailbox> result;
    result.reserve(known.size());
    for (auto& [mailbox, one] : known) result.push_back(std::move(one));
    return result;
}

void lift(SQLite::Database& database, const Mailbox& mailbox, Instant at, std::string_view by) {
    add_suspension(database, {mailbox.member, mailbox.mailbox, at, 0}, {}, false, by);
}

std::optional<MboxPlace> mbox_place(SQLite::Database& database, const std::string& path) {
    Statement row(database, "SELECT device, inode, place FROM mbox WHERE path = ?1");
    set(row, 1, path);
    if (!row.executeStep()) return std::nullopt;
    return MboxPlace{static_cast<std::uint64_t>(row.getColumn(0).getInt64()),
                     static_cast<std::uint64_t>(row.getColumn(1).getInt64()),
                     row.getColumn(2).getInt64()};
}

void set_mbox_place(SQLite::Database& database, const std::string& path, const MboxPlace& place) {
    Statement insert(database,
                     "INSERT INTO mbox VALUES (?1, ?2, ?3, ?4) ON CONFLICT (path) DO UPDATE SET"
                     " device = excluded.device, inode = excluded.inode, place = excluded.place");
    set(insert, 1, path);
    insert.bind(2, static_cast<std::int64_t>(place.device));
    insert.bind(3, static_cast<std::int64_t>(place.inode));
    insert.bind(4, place.offset);
    insert.exec();
}

}  // namespace nhaclich::store::sqlite
