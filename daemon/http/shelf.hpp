// Calendars and pages that are made when somebody first asks for them, and kept for the next.
// In: a Board, requests. Out: resources, under a cap of memory.
#pragma once

#include "board/chosen_feeds.hpp"
#include "http/kept.hpp"
#include "http/request.hpp"
#include "http/resource.hpp"

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace nhaclich::http {

/// The status that refuses, or what is there.
using Found = tl::expected<std::shared_ptr<const Resource>, unsigned>;

/// One thread: that of the loop.
class Shelf {
  public:
    /// `on_handing_out` is called before anything of the board is given to anybody.
    explicit Shelf(std::shared_ptr<const board::Board> board,
                   std::function<void()> on_handing_out = {})
        : board_(std::move(board)), on_handing_out_(std::move(on_handing_out)) {}
    /// A calendar in the form its extension names: 400 for a group there is not or a query nobody
    /// understands. Nothing where it has to be made: then calendar().
    std::optional<Found> calendar_at_hand(const Request& request);
    /// One at a time, so that not all are in memory half made; others on the loop get their turn
    /// meanwhile. The request holds until it is there.
    boost::asio::awaitable<Found> calendar(const Request& request);
    /// /event/ENTRY-YYYYMMDD.ics: the UID's own part; ?lang=.
    Found event(const Request& request);

    /// In octets.
    static constexpr std::size_t kept_at_most = std::size_t{32} << 20U;

  private:
    struct Wanted;
    tl::expected<Wanted, unsigned> wanted(const Request& request) const;
    std::shared_ptr<const Resource> keep(const std::string& key, Content content);

    std::shared_ptr<const board::Board> board_;
    std::function<void()> on_handing_out_;
    std::optional<board::ChosenFeeds> feeds_;  ///< once somebody asked for one
    Kept kept_{kept_at_most};
};

}  // namespace nhaclich::http
