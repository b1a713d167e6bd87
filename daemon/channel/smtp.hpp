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
         std::function<Instant()> now, const Sentence& sentence, const SmtpPatience& patience = {});
    Result<Payload> encode(const message::Message& message, const plan::Address& to,
                           const reminder::DeliveryKey& key, int edition) const override;
    /// The connections of the relay that gets the next mail, and what the others have in hand: that
    /// takes no place from it. Changes as relays do.
    std::size_t width() const override;
    /// As many as leave while a slow disk writes down twice that they may.
    std::size_t ahead() const override { return 64; }
    /// What may have been accepted is offered to no other relay. A relay that ends nothing gets
    /// nothing more while it stands still, and one that was in trouble gets one mail at first.
    using Channel::send;
    boost::asio::awaitable<SendResult> send(const Payload& payload, Handover& handover) override;
    void give_back() override;

  private:
    /// Each with threads of its own, so that one that hangs holds up no other.
    struct Relay {
        std::size_t connections = 0;
        Breaker breaker;
        std::unique_ptr<SenderThreads> threads;
        bool on_trial = false;  ///< a mail is under way to see how it is
    };
    bool is_paused(const Relay& relay) const;
    /// It ends something now and then, and is not on trial with another mail.
    bool is_moving(const Relay& relay) const;
    /// Nothing = all relays are paused or busy with what they do not end.
    const Relay* next_relay() const;
    boost::asio::awaitable<SendResult> hand_over(Relay& relay, const Payload& payload,
                                                 Handover& handover);
    void judge(Relay& relay, SendResult& result) const;

    Sender sender_;
    std::function<Instant()> now_;
    SmtpPatience patience_;
    std::vector<Relay> relays_;
};

}  // namespace nhaclich::channel
