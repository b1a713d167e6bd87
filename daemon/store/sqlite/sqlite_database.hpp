// The engine on SQLite: one connection on one thread of its own, every answer durable before it is
// given.
#pragma once

#include "store/database.hpp"
#include "store/sqlite/acceptances.hpp"
#include "store/sqlite/change_group.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/gathering.hpp"
#include "store/sqlite/lock.hpp"
#include "store/sqlite/worker.hpp"

namespace nhaclich::store::sqlite {

class SqliteDatabase final : public Database {
  public:
    SqliteDatabase(Lock lock, std::string path, std::unique_ptr<SQLite::Database> database,
                   Worker::On on);

    template <class T>
    using Answer = boost::asio::awaitable<Result<T>>;

    Answer<std::shared_ptr<const reminder::Records>> records() override;
    Answer<reminder::Facts> facts() override;
    Answer<std::optional<std::vector<reminder::Announced>>> announced() override;
    Answer<reminder::Told> told(const std::vector<plan::OccurrenceId>& occurrences) override;
    Answer<int> record(const reminder::Agenda& agenda, Instant now) override;
    Answer<void> choose(const Choice& choice) override;
    Answer<std::vector<Waiting>> waiting(Hold hold, Instant now) override;
    Answer<std::vector<Bundle>> due(const ChannelId& channel, Instant now, int limit, Hold hold,
                                    std::set<MemberId> others) override;
    Answer<bool> claim(const Claim& claim, Instant now) override;
    Answer<void> release(const std::vector<RowId>& rows, Instant now) override;
    bool note(const Acceptance& acceptance) override;
    Answer<void> record_result(const std::vector<RowId>& rows, const Outcome& outcome) override;
    Answer<int> rescue(Instant now) override;
    Answer<int> realign(Instant now) override;
    Answer<std::vector<OutboxRow>> ledger(DueWindow due) override;
    Answer<int> prune(Instant before) override;

    boost::asio::awaitable<Result<std::vector<plan::Revision>>> revisions() override;
    boost::asio::awaitable<Result<void>> publish(const std::vector<plan::Revision>& revisions,
                                                 const FeedStamp& stamp) override;
    boost::asio::awaitable<Result<std::optional<FeedStamp>>> feed_stamp() override;

    Answer<Returned> record_bounce(const bounce::Bounce& bounce, int suspend_after,
                                   Instant now) override;
    Answer<std::optional<MboxPlace>> mbox_place(const std::string& path) override;
    Answer<void> record_mbox_place(const std::string& path, const MboxPlace& place) override;

    Answer<std::optional<KnownFeed>> feed_of(const std::string& digest) override;
    Answer<void> keep_shown(FeedId feed, const std::string& shown) override;
    Answer<void> note_uses(const std::vector<FeedUse>& uses) override;

  private:
    /// On the worker's thread.
    template <class Query>
    auto guarded(Query query) -> Result<decltype(query())>;
    void forget_connection();
    /// guarded() as an awaitable.
    template <class Query>
    auto answered(Query query) -> boost::asio::awaitable<Result<decltype(query())>>;
    /// In a transaction shared with what comes meanwhile.
    boost::asio::awaitable<Result<void>> changed(std::function<bool(Statements&)> apply,
                                                 const std::vector<RowId>& rows);
    void carry_out_changes(const boost::asio::any_io_executor& loop);
    std::shared_ptr<const reminder::Records> fresh_records();

    Lock lock_;
    std::string path_;
    std::unique_ptr<SQLite::Database> database_;
    std::optional<Statements> statements_;  ///< of that connection, and gone before it
    std::shared_ptr<const reminder::Records> records_;
    int data_version_ = 0;  ///< of the file when the records were read
    ChangeGroup changes_;
    Acceptances accepted_;
    Gathering results_;  ///< of messages whose acceptance is noted
    Worker worker_;      ///< last: joined before the connection closes
};

}  // namespace nhaclich::store::sqlite
