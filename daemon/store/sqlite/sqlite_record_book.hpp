// The record book on a connection of its own.
// In: a connection. Out: the RecordBook.
#pragma once

#include "store/record_book.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/statements.hpp"

namespace nhaclich::store::sqlite {

class SqliteRecordBook final : public RecordBook {
  public:
    SqliteRecordBook(std::string path, std::unique_ptr<SQLite::Database> database);

    Result<reminder::Records> records() override;
    Result<void> record(const ReceiptNote& note) override;
    Result<std::vector<ReceiptNote>> receipts() override;
    Result<void> choose(const Choice& choice) override;
    Result<std::vector<Choice>> choices(const MemberId& member) override;
    Result<void> pause(const reminder::Pause& pause, const std::string& by) override;
    Result<int> enable(const ChannelId& channel, Instant at) override;
    Result<void> resume(Instant at, const std::string& by) override;
    Result<std::vector<BounceNote>> bounces() override;
    Result<std::vector<Mailbox>> mailboxes() override;
    Result<void> lift(const Mailbox& mailbox, Instant at, const std::string& by) override;
    Result<std::vector<RowId>> retry(const std::vector<RowId>& rows, Instant at,
                                     const std::string& by) override;

  private:
    template <class Query>
    auto answered(Query query) -> Result<decltype(query())>;

    std::string path_;
    std::unique_ptr<SQLite::Database> database_;
    Statements statements_;
};

}  // namespace nhaclich::store::sqlite
