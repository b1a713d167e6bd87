// The history of attempts, and the outbox as commands read it, on an open connection. Exceptions
// are SQLite's; guard() catches them.
// In: outcomes, selections. Out: lines of the history, rows with their last attempt.
#pragma once

#include "store/deliveries.hpp"
#include "store/sqlite/statements.hpp"

#include <SQLiteCpp/Database.h>

namespace nhaclich::store::sqlite {

/// Each within a transaction of the caller's, and before the rows change.
/// Of the bundle of `row`, if that is being sent.
void add_attempt(Statements& statements, RowId row, const Outcome& outcome);
/// Of all that is being sent: nobody knows what came of it.
void add_unknown_attempts(SQLite::Database& database, Instant now);
/// Those whose rows are gone.
void prune_attempts(SQLite::Database& database);

std::vector<DeliveryRecord> deliveries(SQLite::Database& database, const Selection& selection);
std::optional<DeliveryFile> delivery(SQLite::Database& database, RowId row);

/// One transaction. The rows that were failed, missed or deferred become pending; answers which.
std::vector<RowId> retry(SQLite::Database& database, const std::vector<RowId>& rows, Instant at,
                         std::string_view by);

}  // namespace nhaclich::store::sqlite
