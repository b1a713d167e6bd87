#include "store/sqlite/revision_rows.hpp"

#include "store/sqlite/columns.hpp"
#include "store/sqlite/occurrence_json.hpp"

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

namespace nhaclich::store::sqlite {

namespace {

Result<plan::Revision> revision_of(SQLite::Statement& row) {
    const auto entry = EntryId::parse(row.getColumn(0).getString());
    if (!entry) return tl::unexpected(entry.error());
    const auto nominal = parse_iso_day(row.getColumn(1).getString());
    if (!nominal) return tl::unexpected(nominal.error());
    auto occurrence = occurrence_from({*entry, *nominal}, row.getColumn(5).getString());
    if (!occurrence) return tl::unexpected(occurrence.error());
    plan::Revision revision{std::move(*occurrence), row.getColumn(2).getInt(),
                            instant(row.getColumn(3)), instant(row.getColumn(4)),
                            row.getColumn(6).getString()};
    if (const auto kept = row.getColumn(7).getString(); !kept.empty()) {
        auto aside = aside_from(*entry, kept);
        if (!aside) return tl::unexpected(aside.error());
        revision.aside = std::move(*aside);
    }
    return revision;
}

/// Commands read the file before the daemon of a newer version brought it up to date.
std::string if_there(SQLite::Database& database, const std::string& column) {
    SQLite::Statement columns(database,
                              "SELECT count(*) FROM pragma_table_info('revision') WHERE name = ?1");
    columns.bind(1, column);
    return columns.executeStep() && columns.getColumn(0).getInt() > 0 ? column : "''";
}

}  // namespace

Result<std::vector<plan::Revision>> revisions(SQLite::Database& database) {
    SQLite::Statement statement(
        database, "SELECT entry, nominal, sequence, created, last_modified, occurrence, " +
                      if_there(database, "wording") + ", " + if_there(database, "aside") +
                      " FROM revision ORDER BY rowid");
    std::vector<plan::Revision> result;
    while (statement.executeStep()) {
        auto revision = revision_of(statement);
        if (!revision) return tl::unexpected(revision.error());
        result.push_back(std::move(*revision));
    }
    return result;
}

std::optional<FeedStamp> feed_stamp(SQLite::Database& database) {
    SQLite::Statement statement(database,
                                "SELECT etag, last_modified FROM feed WHERE name = 'public'");
    if (!statement.executeStep()) return std::nullopt;
    return FeedStamp{statement.getColumn(0).getString(), instant(statement.getColumn(1))};
}

void publish(SQLite::Database& database, const std::vector<plan::Revision>& revisions,
             const FeedStamp& stamp) {
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    database.exec("DELETE FROM revision");
    SQLite::Statement insert(database,
                             "INSERT INTO revision VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
    for (const auto& revision : revisions) {
        insert.reset();
        insert.bind(1, revision.occurrence.id.entry.str());
        insert.bind(2, iso(revision.occurrence.id.nominal));
        insert.bind(3, revision.sequence);
        insert.bind(4, seconds(revision.created));
        insert.bind(5, seconds(revision.last_modified));
        insert.bind(6, to_json(revision.occurrence));
        insert.bind(7, revision.wording);
        insert.bind(8, revision.aside ? to_json(*revision.aside) : std::string{});
        insert.exec();
    }
    SQLite::Statement feed(database, "INSERT OR REPLACE INTO feed VALUES ('public', ?1, ?2)");
    feed.bind(1, stamp.etag);
    feed.bind(2, seconds(stamp.last_modified));
    feed.exec();
    transaction.commit();
}

}  // namespace nhaclich::store::sqlite
