// Calendars and pages that are made when somebody first asks for them, and kept for the next.
// In: a Board, requests. Out: resources, under a cap of memory.
#pragma once

#include "http/kept.hpp"
#include "http/request.hpp"
#include "http/resource.hpp"

#include <functional>
#include <memory>
#include <string>

namespace nhaclich::board {
class Board;
}

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
    /// A calendar in the form its extension names: 404 for a group there is not, 400 for a query
    /// nobody understands.
    Found calendar(const Request& request);
    /// /event/ENTRY-YYYYMMDD.ics: the UID's own part.
    Found event(const Request& request);

    /// In octets.
    static constexpr std::size_t kept_at_most = std::size_t{32} << 20U;

  private:
    /// What stands under that key, made by `make` where nothing does.
    std::shared_ptr<const Resource> kept(const std::string& key,
                                         const std::function<Content()>& make);

    std::shared_ptr<const board::Board> board_;
    std::function<void()> on_handing_out_;
    Kept kept_{kept_at_most};
};

}  // namespace nhaclich::http
