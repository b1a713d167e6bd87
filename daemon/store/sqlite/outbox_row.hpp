// One row of the outbox table.
// In: a statement that selects `columns`. Out: an OutboxRow.
#pragma once

#include "store/outbox_store.hpp"

#include <SQLiteCpp/Statement.h>

namespace nhaclich::store::sqlite {

inline constexpr const char* row_columns =
    "SELECT id, entry, nominal, rule, member, channel, due, useful_until, event, before, state,"
    " attempts, next_at, changed, last_answer, bundle FROM outbox ";

/// Of the code in a column; throws SQLite::Exception for another.
reminder::State state_from(const std::string& code);

/// The occurrence in a column, if any; its nominal day stands beside it, for it may be another one
/// than the row's.
std::optional<plan::Occurrence> before_of(const plan::OccurrenceId& row,
                                          SQLite::Statement& statement, int column);

/// Throws SQLite::Exception if a column does not hold what it should.
OutboxRow row_of(SQLite::Statement& row);
std::vector<OutboxRow> all_rows(SQLite::Statement& statement);
/// Without those that do not parse.
std::vector<OutboxRow> sound_rows(SQLite::Statement& statement);

/// Runs `change` for every row; false as soon as one is not as it should be.
bool for_each(SQLite::Statement& change, const std::vector<RowId>& rows);

}  // namespace nhaclich::store::sqlite
