// The engine that forgets: for tests, previews and simulation. Same behaviour as SQLite's, by one
// contract test.
#pragma once

#include "store/database.hpp"

#include <map>
#include <vector>

namespace nhaclich::store {

class MemoryStore final : public Database {
  public:
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
    bool insert(const reminder::Delivery& delivery, reminder::State state,
                const std::string& answer, Instant now);
    OutboxRow* find(RowId id);

    reminder::Facts facts_;
    std::vector<OutboxRow> rows_;  ///< row id = index + 1
    std::map<reminder::DeliveryKey, RowId> keys_;
    std::vector<plan::Revision> revisions_;
    std::optional<FeedStamp> stamp_;
};

}  // namespace nhaclich::store
