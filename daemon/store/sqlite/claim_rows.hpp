// The outbox table while messages are on their way: claims, results, and what a death left of both.
// In: an open connection. Out: rows in another state. Exceptions are SQLite's; guard() catches
// them.
#pragma once

#include "store/outbox_store.hpp"
#include "store/sqlite/statements.hpp"

namespace nhaclich::store::sqlite {

/// Within a transaction of the caller's, to be rolled back if false: one of the rows does not wait.
bool claim(Statements& statements, const Claim& claim, Instant now);
/// Within a transaction of the caller's.
void release(Statements& statements, const std::vector<RowId>& rows, Instant now);
/// As claim(); false if one of the rows is gone.
bool record_result(Statements& statements, const std::vector<RowId>& rows, const Outcome& outcome);
/// One transaction.
int rescue(Statements& statements, const std::vector<Acceptance>& noted, Instant now);

}  // namespace nhaclich::store::sqlite
