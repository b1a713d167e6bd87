#include "store/sqlite/feed_rows.hpp"

#include "store/sqlite/columns.hpp"

#include <SQLiteCpp/Transaction.h>

namespace nhaclich::store::sqlite {

namespace {

using SQLite::Statement;

FeedSettings settings_in(Statement& row, int first) {
    return {row.getColumn(first).getString(), row.getColumn(first + 1).getString(),
            row.getColumn(first + 2).getInt() != 0};
}

std::optional<Instant> maybe_instant(Statement& row, int column) {
    if (row.isColumnNull(column)) return std::nullopt;
    return instant(row.getColumn(column));
}

void add_token(SQLite::Database& database, FeedId feed, const std::string& digest, Instant at,
               const std::string& by) {
    Statement insert(database,
                     "INSERT INTO feed_token (digest, feed, made, by) VALUES (?1, ?2, ?3, ?4)");
    set(insert, 1, digest);
    insert.bind(2, feed);
    set(insert, 3, at);
    set(insert, 4, by);
    insert.exec();
}

void revoke_tokens(SQLite::Database& database, FeedId feed, Instant at, const std::string& by) {
    Statement update(database,
                     "UPDATE feed_token SET revoked = ?2, revoked_by = ?3"
                     " WHERE feed = ?1 AND revoked IS NULL");
    update.bind(1, feed);
    set(update, 2, at);
    set(update, 3, by);
    update.exec();
}

std::optional<FeedId> in_force(SQLite::Database& database, const MemberId& member,
                               const Line& name) {
    Statement row(database,
                  "SELECT id FROM member_feed"
                  " WHERE member = ?1 AND name = ?2 AND revoked IS NULL");
    set(row, 1, member.str());
    set(row, 2, name.str());
    if (!row.executeStep()) return std::nullopt;
    return row.getColumn(0).getInt64();
}

}  // namespace

std::optional<KnownFeed> feed_of(SQLite::Database& database, const std::string& digest) {
    Statement row(database,
                  "SELECT id, member, name, kinds, language, alarms, shown,"
                  " feed_token.revoked IS NOT NULL"
                  " FROM feed_token JOIN member_feed ON id = feed WHERE digest = ?1");
    set(row, 1, digest);
    if (!row.executeStep()) return std::nullopt;
    return KnownFeed{row.getColumn(0).getInt64(),
                     id<MemberId>(row.getColumn(1)),
                     sound(Line::parse(row.getColumn(2).getString())),
                     settings_in(row, 3),
                     row.getColumn(7).getInt() != 0,
                     row.getColumn(6).getString()};
}

void keep_shown(SQLite::Database& database, FeedId feed, const std::string& shown) {
    Statement update(database, "UPDATE member_feed SET shown = ?2 WHERE id = ?1");
    update.bind(1, feed);
    set(update, 2, shown);
    update.exec();
}

void note_uses(SQLite::Database& database, const std::vector<FeedUse>& uses) {
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    Statement update(database,
                     "UPDATE member_feed SET used = ?2, client = ?3,"
                     " networks = max(networks, ?4) WHERE id = ?1 AND EXISTS"
                     " (SELECT 1 FROM feed_token"
                     " WHERE feed = ?1 AND digest = ?5 AND revoked IS NULL)");
    for (const auto& use : uses) {
        update.reset();
        update.bind(1, use.feed);
        set(update, 2, use.day);
        set(update, 3, use.client);
        update.bind(4, use.networks);
        set(update, 5, use.digest);
        update.exec();
    }
    transaction.commit();
}

std::vector<MemberFeed> member_feeds(SQLite::Database& database) {
    Statement row(
        database,
        "SELECT id, member, name, kinds, language, alarms, made, revoked, used, client,"
        " networks, (SELECT max(made) FROM feed_token WHERE feed = id HAVING count(*) > 1),"
        " (SELECT substr(digest, 1, 8) FROM feed_token WHERE feed = id"
        " ORDER BY made DESC, revoked IS NULL DESC LIMIT 1)"
        " FROM member_feed ORDER BY member, id");
    std::vector<MemberFeed> result;
    while (row.executeStep()) {
        MemberFeed feed{row.getColumn(0).getInt64(),
                        id<MemberId>(row.getColumn(1)),
                        sound(Line::parse(row.getColumn(2).getString())),
                        settings_in(row, 3),
                        instant(row.getColumn(6)),
                        maybe_instant(row, 11),
                        maybe_instant(row, 7),
                        std::nullopt};
        if (!row.isColumnNull(8))
            feed.used = FeedUse{feed.id, day(row.getColumn(8)), row.getColumn(9).getString(),
                                row.getColumn(10).getInt()};
        feed.fingerprint = row.getColumn(12).getString();
        result.push_back(std::move(feed));
    }
    return result;
}

bool add_feed(SQLite::Database& database, const MemberFeed& feed, const std::string& digest,
              const std::string& by) {
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    if (in_force(database, feed.member, feed.name)) return false;
    Statement insert(database,
                     "INSERT INTO member_feed (member, name, kinds, language, alarms, made)"
                     " VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
    set(insert, 1, feed.member.str());
    set(insert, 2, feed.name.str());
    set(insert, 3, feed.settings.kinds);
    set(insert, 4, feed.settings.language);
    insert.bind(5, feed.settings.alarms ? 1 : 0);
    set(insert, 6, feed.made);
    insert.exec();
    add_token(database, database.getLastInsertRowid(), digest, feed.made, by);
    transaction.commit();
    return true;
}

bool revoke_feed(SQLite::Database& database, const MemberId& member, const Line& name, Instant at,
                 const std::string& by) {
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    const auto feed = in_force(database, member, name);
    if (!feed) return false;
    revoke_tokens(database, *feed, at, by);
    // What it has shown belongs to a calendar that nobody can fetch any more.
    Statement update(database, "UPDATE member_feed SET revoked = ?2, shown = '' WHERE id = ?1");
    update.bind(1, *feed);
    set(update, 2, at);
    update.exec();
    transaction.commit();
    return true;
}

bool rotate_feed(SQLite::Database& database, const MemberId& member, const Line& name,
                 const std::string& digest, Instant at, const std::string& by) {
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    const auto feed = in_force(database, member, name);
    if (!feed) return false;
    revoke_tokens(database, *feed, at, by);
    add_token(database, *feed, digest, at, by);
    // They are of the address that is gone.
    Statement update(database, "UPDATE member_feed SET networks = 0 WHERE id = ?1");
    update.bind(1, *feed);
    update.exec();
    transaction.commit();
    return true;
}

}  // namespace nhaclich::store::sqlite
