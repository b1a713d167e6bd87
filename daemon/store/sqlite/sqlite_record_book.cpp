#include "store/sqlite/sqlite_record_book.hpp"

#include "store/sqlite/attempt_rows.hpp"
#include "store/sqlite/bounce_rows.hpp"
#include "store/sqlite/record_rows.hpp"

namespace nhaclich::store::sqlite {

SqliteRecordBook::SqliteRecordBook(std::string path, std::unique_ptr<SQLite::Database> database)
    : path_(std::move(path)), database_(std::move(database)) {}

Result<reminder::Records> SqliteRecordBook::records() {
    return guard(path_, [&] { return sqlite::records(*database_); });
}

Result<void> SqliteRecordBook::record(const ReceiptNote& note) {
    return guard(path_, [&] { add_receipt(*database_, note); });
}

Result<std::vector<ReceiptNote>> SqliteRecordBook::receipts() {
    return guard(path_, [&] { return receipt_history(*database_); });
}

Result<void> SqliteRecordBook::choose(const Choice& choice) {
    return guard(path_, [&] { add_choice(*database_, choice); });
}

Result<std::vector<Choice>> SqliteRecordBook::choices(const MemberId& member) {
    return guard(path_, [&] { return choice_history(*database_, member); });
}

Result<void> SqliteRecordBook::pause(const reminder::Pause& pause, const std::string& by) {
    return guard(path_, [&] { add_pause(*database_, pause, by); });
}

Result<void> SqliteRecordBook::resume(Instant at, const std::string& by) {
    return guard(path_, [&] { add_resumption(*database_, at, by); });
}

Result<std::vector<BounceNote>> SqliteRecordBook::bounces() {
    return guard(path_, [&] { return bounce_history(*database_); });
}

Result<std::vector<Mailbox>> SqliteRecordBook::mailboxes() {
    return guard(path_, [&] { return sqlite::mailboxes(*database_); });
}

Result<void> SqliteRecordBook::lift(const Mailbox& mailbox, Instant at, const std::string& by) {
    return guard(path_, [&] { sqlite::lift(*database_, mailbox, at, by); });
}

Result<std::vector<RowId>> SqliteRecordBook::retry(const std::vector<RowId>& rows, Instant at,
                                                   const std::string& by) {
    return guard(path_, [&] { return sqlite::retry(*database_, rows, at, by); });
}

}  // namespace nhaclich::store::sqlite
