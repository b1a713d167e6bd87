// The outbox table: reading and writing rows on an open connection. Exceptions are SQLite's;
// guard() catches them.
#pragma once

#include "store/outbox_store.hpp"

#include <SQLiteCpp/Database.h>

namespace nhaclich::store::sqlite {

std::optional<Instant> planned_until(SQLite::Database& database);
/// One transaction; how many rows were new.
int record(SQLite::Database& database, const reminder::Agenda& agenda, Instant now);
std::vector<Waiting> waiting(SQLite::Database& database);
/// A row that does not parse is parked as failed.
std::vector<OutboxRow> due_rows(SQLite::Database& database, const ChannelId& channel, Instant now,
                                int limit);
/// False if there is no such row waiting.
bool claim(SQLite::Database& database, RowId row, const FrozenMessage& message, Instant now);
bool record_result(SQLite::Database& database, RowId row, const Outcome& outcome);
int rescue(SQLite::Database& database, Instant now);
int realign(SQLite::Database& database, Instant now);
std::vector<OutboxRow> rows_due_in(SQLite::Database& database, DueWindow window);

}  // namespace nhaclich::store::sqlite
