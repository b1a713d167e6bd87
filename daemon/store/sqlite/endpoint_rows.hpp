// The table of endpoints that are not well, on an open connection. Exceptions are SQLite's.
// In: outcomes of attempts, an agenda, somebody's word. Out: rows, and back.
#pragma once

#include "store/outbox_store.hpp"
#include "store/sqlite/statements.hpp"

#include <SQLiteCpp/Database.h>

namespace nhaclich::store::sqlite {

std::vector<reminder::Endpoint> endpoints(Statements& statements);
/// Within a transaction of the caller's.
void note_health(Statements& statements, RowId row, const Outcome& outcome);
void close_endpoints(Statements& statements, const reminder::Agenda& agenda, Instant now);
/// See RecordBook::enable.
int open_endpoint(Statements& statements, const ChannelId& channel, Instant now);

}  // namespace nhaclich::store::sqlite
