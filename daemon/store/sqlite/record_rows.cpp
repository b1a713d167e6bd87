#include "store/sqlite/record_rows.hpp"

#include "store/sqlite/bounce_rows.hpp"
#include "store/sqlite/columns.hpp"
#include "store/sqlite/occurrence_json.hpp"

#include <SQLiteCpp/Statement.h>

namespace nhaclich::store::sqlite {

namespace {

using reminder::Answer;
using SQLite::Statement;

std::optional<Answer> answer_from(const std::string& code) {
    if (code == "submitted") return Answer::submitted;
    if (code == "nothing-to-report") return Answer::nothing_to_report;
    return std::nullopt;
}

constexpr const char* receipt_columns =
    "SELECT entry, nominal, unit, answer, day, recorded, by FROM receipt ";

ReceiptNote note_of(Statement& row) {
    return {{id<EntryId>(row.getColumn(0)), day(row.getColumn(1))},
            id<UnitId>(row.getColumn(2)),
            answer_from(row.getColumn(3).getString()),
            day(row.getColumn(4)),
            instant(row.getColumn(5)),
            row.getColumn(6).getString()};
}

reminder::Receipts receipts(Statements& statements) {
    auto& rows = statements.of(std::string(receipt_columns) +
                               "WHERE id IN (SELECT max(id) FROM receipt"
                               " GROUP BY entry, nominal, unit)");
    reminder::Receipts result;
    while (rows.executeStep()) {
        const auto note = note_of(rows);
        if (note.answer)
            result[note.occurrence].emplace(
                note.unit, reminder::Receipt{*note.answer, note.day, note.recorded, note.by});
    }
    return result;
}

std::map<MemberId, reminder::Preferences> preferences(Statements& statements) {
    auto& rows = statements.of(
        "SELECT member, key, value FROM preference WHERE id IN"
        " (SELECT max(id) FROM preference GROUP BY member, key)");
    std::map<MemberId, reminder::Preferences> result;
    while (rows.executeStep()) {
        auto& chosen = result[id<MemberId>(rows.getColumn(0))];
        // A choice that a later version no longer understands counts as none.
        static_cast<void>(
            reminder::choose(chosen, rows.getColumn(1).getString(), rows.getColumn(2).getString()));
    }
    return result;
}

std::optional<reminder::Pause> pause(Statements& statements) {
    auto& row = statements.of("SELECT paused, why, until, at FROM pause ORDER BY id DESC LIMIT 1");
    if (!row.executeStep() || row.getColumn(0).getInt() == 0) return std::nullopt;
    reminder::Pause result{instant(row.getColumn(3)), std::nullopt, row.getColumn(1).getString()};
    if (!row.isColumnNull(2)) result.until = instant(row.getColumn(2));
    return result;
}

}  // namespace

reminder::Records records(Statements& statements) {
    return {receipts(statements), preferences(statements), pause(statements),
            suspensions(statements)};
}

std::optional<std::vector<reminder::Announced>> announced(SQLite::Database& database) {
    Statement ever(database, "SELECT 1 FROM meta WHERE key = 'announced'");
    if (!ever.executeStep()) return std::nullopt;
    Statement rows(database,
                   "SELECT entry, nominal, changes, occurrence FROM announced"
                   " ORDER BY entry, nominal");
    std::vector<reminder::Announced> result;
    while (rows.executeStep()) {
        const plan::OccurrenceId occurrence{id<EntryId>(rows.getColumn(0)), day(rows.getColumn(1))};
        result.push_back({sound(occurrence_from(occurrence, rows.getColumn(3).getString())),
                          rows.getColumn(2).getInt()});
    }
    return result;
}

void announce(Statements& statements, const std::vector<reminder::Announced>& announced) {
    statements.of("DELETE FROM announced").exec();
    auto& insert = statements.of("INSERT INTO announced VALUES (?1, ?2, ?3, ?4)");
    for (const auto& one : announced) {
        insert.reset();
        set(insert, 1, one.occurrence.id.entry.str());
        set(insert, 2, one.occurrence.id.nominal);
        insert.bind(3, one.changes);
        set(insert, 4, to_json(one.occurrence));
        insert.exec();
    }
}

void add_receipt(SQLite::Database& database, const ReceiptNote& note) {
    Statement insert(database,
                     "INSERT INTO receipt (entry, nominal, unit, answer, day, recorded, by)"
                     " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
    set(insert, 1, note.occurrence.entry.str());
    set(insert, 2, note.occurrence.nominal);
    set(insert, 3, note.unit.str());
    set(insert, 4, note.answer ? reminder::code(*note.answer) : std::string_view("undone"));
    set(insert, 5, note.day);
    set(insert, 6, note.recorded);
    set(insert, 7, note.by);
    insert.exec();
}

std::vector<ReceiptNote> receipt_history(SQLite::Database& database) {
    Statement rows(database, std::string(receipt_columns) + "ORDER BY id");
    std::vector<ReceiptNote> result;
    while (rows.executeStep()) result.push_back(note_of(rows));
    return result;
}

void add_choice(SQLite::Database& database, const Choice& choice) {
    Statement insert(database,
                     "INSERT INTO preference (member, key, value, chosen, by)"
                     " VALUES (?1, ?2, ?3, ?4, ?5)");
    set(insert, 1, choice.member.str());
    set(insert, 2, choice.key);
    set(insert, 3, choice.value);
    set(insert, 4, choice.chosen);
    set(insert, 5, choice.by);
    insert.exec();
}

std::vector<Choice> choice_history(SQLite::Database& database, const MemberId& member) {
    Statement rows(database,
                   "SELECT member, key, value, chosen, by FROM preference"
                   " WHERE member = ?1 ORDER BY id");
    set(rows, 1, member.str());
    std::vector<Choice> result;
    while (rows.executeStep())
        result.push_back({id<MemberId>(rows.getColumn(0)), rows.getColumn(1).getString(),
                          rows.getColumn(2).getString(), instant(rows.getColumn(3)),
                          rows.getColumn(4).getString()});
    return result;
}

void add_pause(Statements& statements, const reminder::Pause& pause, std::string_view by) {
    auto& insert =
        statements.of("INSERT INTO pause (paused, why, until, at, by) VALUES (1, ?1, ?2, ?3, ?4)");
    set(insert, 1, pause.why);
    if (pause.until) set(insert, 2, *pause.until);
    set(insert, 3, pause.since);
    set(insert, 4, by);
    insert.exec();
}

void add_resumption(SQLite::Database& database, Instant at, std::string_view by) {
    Statement insert(database,
                     "INSERT INTO pause (paused, why, until, at, by) VALUES (0, '', NULL, ?1, ?2)");
    set(insert, 1, at);
    set(insert, 2, by);
    insert.exec();
}

}  // namespace nhaclich::store::sqlite
