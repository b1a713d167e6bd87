// What answers a request: its route's handler, or a refusal in words.
// In: a request that was understood, the sites of this moment. Out: an answer and who owns it.
#pragma once

#include "clock/turn.hpp"
#include "http/refusals.hpp"
#include "http/request.hpp"
#include "http/routes.hpp"
#include "http/site.hpp"

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <optional>

namespace nhaclich::http {

/// Owns what its answer views, until that is written.
struct Reply {
    Answer answer;
    std::shared_ptr<const Resource> resource = nullptr;
    std::shared_ptr<const Prepared> own = nullptr;  ///< made for this request
};

/// One thread: that of the loop.
class Replies {
  public:
    explicit Replies(Sites& sites) : sites_(sites) {}
    /// Nothing where the answer has to be waited for: then later() gives it.
    std::optional<Reply> at_once(const Request& request);
    /// `posted` is the body of a POST. Both hold until the reply is there.
    boost::asio::awaitable<Reply> later(const Request& request, const std::string& posted);
    /// For a connection that is not taken.
    Answer no_room(unsigned status) const { return refusals_.no_room(status); }
    /// For what was not understood.
    Reply refusal(unsigned status, bool head_only) const;

  private:
    Reply found(Found found, const Request& request) const;
    Reply health(const Request& request) const;
    std::optional<Reply> site_at_hand(const Route& route, const Request& request) const;
    std::optional<Reply> personal_at_hand(const Request& request) const;
    boost::asio::awaitable<Reply> of_the_site(const Route& route, const Request& request);
    boost::asio::awaitable<Reply> personal(const Request& request);

    Sites& sites_;
    Refusals refusals_;
    Queue large_;  ///< those whose calendar is being made or compressed, a little at a time
};

}  // namespace nhaclich::http
