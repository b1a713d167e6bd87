// The members' own pages: what they read there, and what they choose.
// In: visits. Out: pages; choices written into the store.
#pragma once

#include "clock/clock.hpp"
#include "http/desk.hpp"
#include "service/boards.hpp"
#include "service/links.hpp"
#include "store/outbox_store.hpp"

#include <functional>
#include <memory>

namespace nhaclich::service {

class Desk {
  public:
    /// `chosen` is called after a choice was written.
    Desk(const Boards& boards, store::OutboxStore& store, Clock& clock, const Links& links,
         std::function<void()> chosen);
    /// A GET changes nothing. A POST with "action=stop", "action=resume" or the one click of
    /// RFC 8058 does; the same again is no change. A form of another page is refused with 403.
    boost::asio::awaitable<http::Prepared> receive(const http::Visit& visit);

  private:
    const plan::Member* owner(const std::string& path,
                              const std::shared_ptr<const board::Board>& board);

    const Boards& boards_;
    store::OutboxStore& store_;
    Clock& clock_;
    const Links& links_;
    std::function<void()> chosen_;
    std::shared_ptr<const board::Board> board_;  ///< whose members the owners are
    std::optional<Owners> owners_;
};

}  // namespace nhaclich::service
