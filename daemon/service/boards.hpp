// The board in force: loaded, revised against what was published, swapped whole.
// In: a way to load the configuration, the store of revisions. Out: the current Board and its feed
// stamp.
#pragma once

#include "board/board.hpp"
#include "clock/clock.hpp"
#include "clock/turn.hpp"
#include "store/outbox_store.hpp"
#include "store/revisions.hpp"

#include <boost/asio/awaitable.hpp>
#include <cstdint>
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
    /// Somebody is given stamps of the board in force, or may be: call before. Later boards go on
    /// from them; until then the next board takes its place as if it had never been.
    void hand_out();
    /// Before a stop, when nothing can be handed out any more: what nobody was given is taken out
    /// of the store. Without it, as after a crash, all of it counts as given.
    boost::asio::awaitable<Result<void>> withdraw();
    /// Called after every swap, on the loop's thread.
    void on_change(std::function<void(const Edition&)> listener);

  private:
    boost::asio::awaitable<std::vector<Error>> adopt(config::Configuration configuration);
    /// What was published, as the store has it.
    struct Published {
        std::vector<plan::Revision> revisions;
        std::optional<store::FeedStamp> stamp;
        friend bool operator==(const Published&, const Published&) = default;
    };

    boost::asio::awaitable<Result<void>> publish(const config::Configuration& configuration);
    boost::asio::awaitable<Result<Edition>> published(const config::Configuration& configuration);
    void come_into_force(Edition edition);
    static Published as_published(const Edition& edition);
    boost::asio::awaitable<Result<void>> read_what_was_given();
    boost::asio::awaitable<Result<void>> write(Published published);

    Queue queue_;  ///< one edition after the other, in the order they were asked for
    Loader loader_;
    store::RevisionStore& store_;
    store::OutboxStore& outbox_;
    Clock& clock_;
    Edition edition_;
    bool handed_out_ = false;             ///< the board in force, to anybody
    std::uint64_t times_handed_out_ = 0;  ///< boards
    std::optional<Published> given_;      ///< what was, or may have been, handed out last
    std::optional<Published> stored_;     ///< nothing where a failed write leaves it open
    std::optional<config::Configuration> kept_back_;
    bool behind_ = false;
    std::vector<std::function<void(const Edition&)>> listeners_;
};

/// When the feed's octets last changed: `published` if they are the same, else now; the first time
/// when the files were saved. Never below a LAST-MODIFIED in it, never backwards.
store::FeedStamp next_stamp(const std::optional<store::FeedStamp>& published,
                            const board::Board& board, Instant now);

}  // namespace nhaclich::service
