// The board in force: loaded, revised against what was published, swapped whole.
// In: a way to load the configuration, the store of revisions. Out: the current Board and its feed
// stamp.
#pragma once

#include "board/board.hpp"
#include "clock/clock.hpp"
#include "store/outbox_store.hpp"
#include "store/revisions.hpp"

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <memory>
#include <vector>

namespace nhaclich::service {

/// Reads the configuration afresh: whole, or every fault in it.
using Loader = std::function<tl::expected<config::Configuration, std::vector<Error>>()>;

/// A board and when its feed's octets last changed.
struct Edition {
    std::shared_ptr<const board::Board> board;
    store::FeedStamp stamp;
};

class Boards {
  public:
    Boards(Loader loader, store::RevisionStore& store, store::OutboxStore& outbox, Clock& clock);

    /// From files: on any fault the old board stays in force, and the faults are answered.
    boost::asio::awaitable<std::vector<Error>> reload();
    /// The same configuration in a new month, or after new receipts: windows and due days move.
    /// Also takes up a sound configuration that the store's trouble kept from coming into force.
    boost::asio::awaitable<std::vector<Error>> roll();
    /// The store's trouble kept back what should be in force: roll() again.
    bool is_behind() const { return behind_; }

    /// Empty pointer before the first successful reload().
    const Edition& current() const { return edition_; }
    /// Called after every swap, on the loop's thread.
    void on_change(std::function<void(const Edition&)> listener);

  private:
    boost::asio::awaitable<std::vector<Error>> adopt(config::Configuration configuration);
    boost::asio::awaitable<Result<void>> publish(config::Configuration configuration);

    Loader loader_;
    store::RevisionStore& store_;
    store::OutboxStore& outbox_;
    Clock& clock_;
    Edition edition_;
    std::optional<config::Configuration> kept_back_;
    bool behind_ = false;
    std::vector<std::function<void(const Edition&)>> listeners_;
};

/// When the feed's octets last changed: `published` if they are the same, else now; the first time
/// when the files were saved. Never below a LAST-MODIFIED in it, never backwards.
store::FeedStamp next_stamp(const std::optional<store::FeedStamp>& published,
                            const board::Board& board, Instant now);

}  // namespace nhaclich::service
