#include "store/sqlite/sqlite_record_book.hpp"

#include "store/sqlite/attempt_rows.hpp"
#include "store/sqlite/bounce_rows.hpp"
#include "store/sqlite/endpoint_rows.hpp"
#include "store/sqlite/record_rows.hpp"

namespace nhaclich::store::sqlite {

SqliteRecordBook::SqliteRecordBook(std::string path, std::unique_ptr<SQLite::Database> database)
    : path_(std::move(path)), database_(std::move(database)), statements_(*database_) {}

template <class Query>
auto SqliteRecordBook::answered(Query query) -> Result<decltype(query())> {
    return guard(path_, [&] {
        const Statements::Work work(statements_);
        return query();
    });
}

Result<reminder::Records> SqliteRecordBook::records() {
    return answered([&] { return sqlite::records(statements_); });
}

Result<void> SqliteRecordBook::record(const ReceiptNote& note) {
    return answered([&] { add_receipt(*database_, note); });
}

Result<std::vector<ReceiptNote>> SqliteRecordBook::receipts() {
    return answered([&] { return receipt_history(*database_); });
}

Result<void> SqliteRecordBook::choose(const Choice& choice) {
    return answered([&] { add_choice(*database_, choice); });
}

Result<std::vector<Choice>> SqliteRecordBook::choices(const MemberId& member) {
    return answered([&] { return choice_history(*database_, member); });
}

Result<void> SqliteRecordBook::pause(const reminder::Pause& pause, const std::string& by) {
    return answered([&] { add_pause(statements_, pause, by); });
}

Result<int> SqliteRecordBook::enable(const ChannelId& channel, Instant at) {
    return answered([&] { return open_endpoint(statements_, channel, at); });
}

Result<void> SqliteRecordBook::resume(Instant at, const std::string& by) {
    return answered([&] { add_resumption(*database_, at, by); });
}

Result<std::vector<BounceNote>> SqliteRecordBook::bounces() {
    return answered([&] { return bounce_history(*database_); });
}

Result<std::vector<Mailbox>> SqliteRecordBook::mailboxes() {
    return answered([&] { return sqlite::mailboxes(statements_); });
}

Result<void> SqliteRecordBook::lift(const Mailbox& mailbox, Instant at, const std::string& by) {
    return answered([&] { sqlite::lift(*database_, mailbox, at, by); });
}

Result<std::vector<RowId>> SqliteRecordBook::retry(const std::vector<RowId>& rows, Instant at,
                                                   const std::string& by) {
    return answered([&] { return sqlite::retry(*database_, rows, at, by); });
}

}  // namespace nhaclich::store::sqlite
