// The outbox table: reading and writing rows on an open connection. Exceptions are SQLite's;
// guard() catches them.
#pragma once

#include "store/outbox_store.hpp"
#include "store/sqlite/statements.hpp"

#include <SQLiteCpp/Database.h>

namespace nhaclich::store::sqlite {

reminder::Facts facts(Statements& statements);
reminder::Told told(Statements& statements, const std::vector<plan::OccurrenceId>& occurrences);
/// One transaction; how many rows were new.
int record(Statements& statements, const reminder::Agenda& agenda, Instant now);
std::vector<Waiting> waiting(Statements& statements, Hold hold, Instant now);
/// A row that does not parse is parked as failed.
std::vector<Bundle> due_bundles(Statements& statements, const ChannelId& channel, Instant now,
                                int limit, Hold hold, std::set<MemberId> others);
/// One transaction, as all below.
int realign(SQLite::Database& database, Instant now);
std::vector<OutboxRow> rows_due_in(SQLite::Database& database, DueWindow window);
int prune(SQLite::Database& database, Instant before);

}  // namespace nhaclich::store::sqlite
