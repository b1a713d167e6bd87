// Members' own calendars as the HTTP server asks for them: looked up by token, made when first
// asked for, kept while nothing changed.
// In: requests below /m/. Out: calendars; notes of who fetched them.
#pragma once

#include "board/personal_feed.hpp"
#include "clock/event.hpp"
#include "http/kept.hpp"
#include "http/personal.hpp"
#include "service/boards.hpp"
#include "service/feed_tokens.hpp"
#include "service/feed_uses.hpp"
#include "service/store_troubles.hpp"
#include "store/feeds.hpp"
#include "store/outbox_store.hpp"

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstring>
#include <map>
#include <memory>
#include <string>

namespace nhaclich::service {

/// What member feeds stand on; all of it outlives them.
struct FeedSurroundings {
    Boards& boards;  ///< told when stamps are handed out
    store::OutboxStore& records;
    store::FeedStore& feeds;
    Clock& clock;
    const Log& log;
    StoreTroubles& troubles;
};

class MemberFeeds {
  public:
    explicit MemberFeeds(const FeedSurroundings& surroundings) : s_(surroundings) {}

    /// nullptr where something has to be looked up: then find().
    std::shared_ptr<const http::Resource> at_hand(const http::Request& request);
    boost::asio::awaitable<http::Found> find(const http::Request& request);
    /// The board, records or tokens may have changed: everything is looked up anew.
    void changed() { ++generation_; }
    /// Writes down who fetched what and warns of addresses that were passed on, until cancelled.
    boost::asio::awaitable<void> keep_notes();
    /// Writes down what is new of it; what cannot be written stays new, and why is told.
    boost::asio::awaitable<void> write_notes();

    /// Octets of calendars kept; members who see the same share them.
    static constexpr std::size_t kept_at_most = std::size_t{64} << 20U;
    /// Tokens remembered; then all are looked up anew.
    static constexpr std::size_t tokens_at_most = 100'000;

  private:
    struct Known {
        store::FeedId feed = 0;
        std::weak_ptr<const http::Resource> calendar;
        unsigned generation = 0;
        std::size_t last_use = 0;  ///< tells one day (UTC), program and address from another
    };
    /// Of a digest each octet is as good as any hash.
    struct FirstOctets {
        std::size_t operator()(const crypto::Sha256& digest) const {
            std::size_t first = 0;
            std::memcpy(&first, digest.data(), sizeof first);
            return first;
        }
    };
    using Resource = std::shared_ptr<const http::Resource>;

    boost::asio::awaitable<http::Found> found_for(const http::Request& request);
    boost::asio::awaitable<http::Found> made(store::KnownFeed feed);
    boost::asio::awaitable<Result<std::shared_ptr<board::PersonalFeeds>>> maker();
    /// What the feed showed last, what is being written included.
    board::ShownEvents shown_by(const store::KnownFeed& feed) const;
    Resource kept(board::PersonalCalendar made);
    void note(const crypto::Sha256& digest, Known& known, const http::Request& request);
    void warn_of(const store::FeedUse& use) const;

    FeedSurroundings s_;
    unsigned generation_ = 0;
    std::shared_ptr<board::PersonalFeeds> maker_;
    unsigned maker_generation_ = 0;              ///< in which it was last found to be up to date
    std::shared_ptr<const board::Board> board_;  ///< of the maker
    std::shared_ptr<const reminder::Records> records_;                     ///< likewise
    boost::unordered_flat_map<crypto::Sha256, Known, FirstOctets> known_;  ///< by digest
    std::map<store::FeedId, std::string> being_written_;
    std::map<store::FeedId, std::string> names_;  ///< for the log: "binh (Điện thoại)"
    http::CommonEnds ends_;
    http::Kept kept_{kept_at_most, &ends_};  ///< by entity tag
    FeedUses uses_;
    Event used_;
};

}  // namespace nhaclich::service
