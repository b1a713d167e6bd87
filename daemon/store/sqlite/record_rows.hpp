// What people told the program and what it announced: tables of histories on an open connection.
// Exceptions are SQLite's; guard() catches them.
// In: receipts, choices, pauses, announcements. Out: rows, and back.
#pragma once

#include "reminder/ledger.hpp"
#include "reminder/records.hpp"
#include "store/record_book.hpp"
#include "store/sqlite/statements.hpp"

#include <SQLiteCpp/Database.h>

namespace nhaclich::store::sqlite {

reminder::Records records(Statements& statements);
std::optional<std::vector<reminder::Announced>> announced(SQLite::Database& database);
/// Replaces what was announced; within a transaction of the caller's.
void announce(Statements& statements, const std::vector<reminder::Announced>& announced);

void add_receipt(SQLite::Database& database, const ReceiptNote& note);
std::vector<ReceiptNote> receipt_history(SQLite::Database& database);
void add_choice(SQLite::Database& database, const Choice& choice);
std::vector<Choice> choice_history(SQLite::Database& database, const MemberId& member);
void add_pause(Statements& statements, const reminder::Pause& pause, std::string_view by);
void add_resumption(SQLite::Database& database, Instant at, std::string_view by);

}  // namespace nhaclich::store::sqlite
