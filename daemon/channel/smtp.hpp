// The e-mail channel: messages become mail, sender threads hand it over to a relay, or to the next
// one when that is in trouble.
// In: messages, addresses. Out: mail octets; what a relay said of each.
#pragma once

#include "channel/breaker.hpp"
#include "channel/mime.hpp"
#include "channel/sender_threads.hpp"
#include "channel/smtp_connection.hpp"

#include <functional>
#include <memory>
#include <vector>

namespace nhaclich::channel {

class Smtp final : public Channel {
  public:
    /// At least one relay; the first that is well gets the mail.
    Smtp(Sender sender, const std::vector<config::SmtpSettings>& relays,
         std::function<Instant()> now, const Sentence& sentence);
    Result<Payload> encode(const message::Message& message, const plan::Address& to,
                           const reminder::DeliveryKey& key, int edition) const override;
    std::size_t width() const override { return width_; }
    /// As many as leave while a slow disk writes down twice that they may.
    std::size_t ahead() const override { return 64; }
    /// With several relays the answer names the one that gave it. What may have been accepted is
    /// offered to no other.
    using Channel::send;
    boost::asio::awaitable<SendResult> send(const Payload& payload, Handover& handover) override;
    void give_back() override;
    /// Of one relay; of several the answer names it.
    std::string server() const override { return host_; }

  private:
    /// Each with threads of its own, so that one that hangs holds up no other.
    struct Relay {
        std::string name;
        Breaker breaker;
        std::unique_ptr<SenderThreads> threads;
    };
    bool all_paused(Instant now) const;

    Sender sender_;
    std::function<Instant()> now_;
    std::size_t width_ = 0;
    std::string host_;
    std::vector<Relay> relays_;
};

}  // namespace nhaclich::channel
