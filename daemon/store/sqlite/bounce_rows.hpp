// The tables of returned mail and suspended mailboxes, on an open connection. Exceptions are
// SQLite's; guard() catches them.
// In: bounces. Out: rows, and back.
#pragma once

#include "reminder/agenda.hpp"
#include "store/bounces.hpp"
#include "store/record_book.hpp"
#include "store/sqlite/statements.hpp"

#include <SQLiteCpp/Database.h>

namespace nhaclich::store::sqlite {

Returned record_bounce(SQLite::Database& database, const bounce::Bounce& bounce, int suspend_after,
                       Instant now);
reminder::Suspensions suspensions(Statements& statements);
std::vector<reminder::Untold> untold_suspensions(Statements& statements);
/// Within a transaction of the caller's.
void mark_told(Statements& statements, const std::vector<std::int64_t>& suspensions);
void forget_bounces(SQLite::Database& database, Instant before);

std::vector<BounceNote> bounce_history(SQLite::Database& database);
std::vector<Mailbox> mailboxes(Statements& statements);
void lift(SQLite::Database& database, const Mailbox& mailbox, Instant at, std::string_view by);

std::optional<MboxPlace> mbox_place(SQLite::Database& database, const std::string& path);
void set_mbox_place(SQLite::Database& database, const std::string& path, const MboxPlace& place);

}  // namespace nhaclich::store::sqlite
