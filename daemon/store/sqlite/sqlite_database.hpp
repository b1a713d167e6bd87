// The engine on SQLite: one connection on one thread of its own, every answer durable before it is
// given.
#pragma once

#include "store/database.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/lock.hpp"
#include "store/sqlite/worker.hpp"

namespace nhaclich::store::sqlite {

class SqliteDatabase final : public Database {
  public:
    SqliteDatabase(Lock lock, std::string path, std::unique_ptr<SQLite::Database> database);

    boost::asio::awaitable<Result<reminder::Facts>> facts() override;
    boost::asio::awaitable<Result<int>> record(const reminder::Agenda& agenda,
                                               Instant now) override;
    boost::asio::awaitable<Result<std::vector<Waiting>>> waiting() override;
    boost::asio::awaitable<Result<std::vector<OutboxRow>>> due(const ChannelId& channel,
                                                               Instant now, int limit) override;
    boost::asio::awaitable<Result<void>> claim(RowId row, const FrozenMessage& message,
                                               Instant now) override;
    boost::asio::awaitable<Result<void>> record_result(RowId row, const Outcome& outcome) override;
    boost::asio::awaitable<Result<int>> rescue(Instant now) override;
    boost::asio::awaitable<Result<int>> realign(Instant now) override;
    boost::asio::awaitable<Result<std::vector<OutboxRow>>> ledger(DueWindow due) override;

    boost::asio::awaitable<Result<std::vector<plan::Revision>>> revisions() override;
    boost::asio::awaitable<Result<void>> publish(const std::vector<plan::Revision>& revisions,
                                                 const FeedStamp& stamp) override;
    boost::asio::awaitable<Result<std::optional<FeedStamp>>> feed_stamp() override;

  private:
    /// On the worker's thread.
    template <class Query>
    auto guarded(Query query) -> Result<decltype(query())>;

    Lock lock_;
    std::string path_;
    std::unique_ptr<SQLite::Database> database_;
    Worker worker_;  ///< last: joined before the connection closes
};

}  // namespace nhaclich::store::sqlite
