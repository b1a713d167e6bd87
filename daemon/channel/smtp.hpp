// The e-mail channel through a relay: messages become mail, sender threads hand it over.
// In: messages, addresses. Out: mail octets; what the relay said of each.
#pragma once

#include "channel/mime.hpp"
#include "channel/sender_threads.hpp"
#include "channel/smtp_connection.hpp"

namespace nhaclich::channel {

class Smtp final : public Channel {
  public:
    Smtp(Sender sender, const config::SmtpSettings& relay, const Sentence& sentence);
    Result<Payload> encode(const message::Message& message, const plan::Address& to,
                           const reminder::DeliveryKey& key, int edition) const override;
    boost::asio::awaitable<SendResult> send(const Payload& payload) override;
    std::string server() const override { return host_; }

  private:
    Sender sender_;
    std::string host_;
    SenderThreads threads_;
};

}  // namespace nhaclich::channel
