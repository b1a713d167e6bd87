// The seam to the world outside: one message to one address, and what became of it.
// In: a Message, an address, the delivery's key. Out: frozen octets; then a SendResult.
#pragma once

#include "base/error.hpp"
#include "message/message.hpp"
#include "plan/people.hpp"
#include "reminder/delivery.hpp"

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>

namespace nhaclich::channel {

struct Payload {
    std::string message_id;  ///< Message-ID with angle brackets, or webhook-id; from the key alone
    std::string octets;
    plan::Address to;
};

struct Accepted {
    std::string answer;
};
/// Not now: try again later. `relay` = the server itself is in trouble, whoever the recipient is.
struct Deferred {
    std::string answer;
    bool relay = false;
    std::optional<std::chrono::seconds> retry_after;
};
/// Never for this recipient.
struct Refused {
    std::string answer;
};
/// It may have been accepted: send the same octets again.
struct Doubtful {
    std::string answer;
};
/// Never again for anybody, until somebody mends it: the endpoint says that it is no more.
struct Gone {
    std::string answer;
};
/// It was not begun, and nothing of it left.
struct Unsent {
    std::string answer;
};
using SendResult = std::variant<Accepted, Deferred, Refused, Doubtful, Gone, Unsent>;

/// What is between a channel and whoever hands it a message.
struct Handover {
    /// Called with an acceptance on the thread that hears it, before that begins anything else; it
    /// may outlive the send. True = noted so that no death of the process undoes it.
    std::function<bool(const Accepted&)> accepted;
    /// The message's place among those the channel carries at once: as long as it is kept, nothing
    /// else is begun there, unless the acceptance was noted. Let go of it when the result is safe.
    std::shared_ptr<void> place;
};

class Channel {
  public:
    static constexpr std::size_t usual_width = 4;
    virtual ~Channel() = default;
    /// Pure: same message, address, key and edition give the same bytes, so a repeated send is
    /// recognisable; another edition is another message.
    virtual Result<Payload> encode(const message::Message& message, const plan::Address& to,
                                   const reminder::DeliveryKey& key, int edition) const = 0;
    /// How many messages it carries at once.
    virtual std::size_t width() const { return usual_width; }
    /// How many more it takes, to begin each as soon as there is a place. What has waited for
    /// seconds is answered Unsent.
    virtual std::size_t ahead() const { return 0; }
    /// The only I/O. Never throws for what a server says. Cancellation: operation_aborted.
    virtual boost::asio::awaitable<SendResult> send(const Payload& payload, Handover& handover) = 0;
    /// To whoever does not care for places.
    boost::asio::awaitable<SendResult> send(const Payload& payload);
    /// What was not begun yet is answered Unsent.
    virtual void give_back() {}
    /// Whom it hands messages to, for the history: a relay's host name; "" = its own name says it.
    virtual std::string server() const { return {}; }
};

}  // namespace nhaclich::channel
