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
#include <vector>

namespace nhaclich::channel {

struct Payload {
    std::string message_id;  ///< Message-ID with angle brackets, or webhook-id; from the key alone
    std::string octets;
    plan::Address to;
};

/// Whom a message was handed to, for the history.
struct Peer {
    std::string name;  ///< a relay's host; "" = the channel's own name says it
    std::string tls;   ///< "TLSv1.3"; "" = in clear, or not come so far
    friend bool operator==(const Peer&, const Peer&) = default;
};

struct Accepted {
    std::string answer;
    Peer server = {};
};
/// Not now: try again later. `relay` = the server itself is in trouble, whoever the recipient is.
struct Deferred {
    std::string answer;
    bool relay = false;
    std::optional<std::chrono::seconds> retry_after = std::nullopt;
    /// Time alone mends nothing: a wrong password, a certificate.
    bool needs_somebody = false;
    Peer server = {};
    /// This message need not come back sooner; others may.
    std::chrono::seconds patience{0};
};
/// Never for this recipient.
struct Refused {
    std::string answer;
    Peer server = {};
};
/// It may have been accepted: send the same octets again. `relay` as above.
struct Doubtful {
    std::string answer;
    bool relay = true;
    Peer server = {};
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
    /// What servers in trouble said before the one whose answer is returned, in order.
    std::vector<Deferred> passed_on = {};
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
};

}  // namespace nhaclich::channel
