// The e-mail channel without a relay: every mail becomes a file of one Maildir.
// In: messages, addresses. Out: DIRECTORY/new/NAME, once, however often a delivery is repeated.
#pragma once

#include "channel/answer.hpp"
#include "channel/mime.hpp"
#include "channel/sender_threads.hpp"

#include <string>

namespace nhaclich::channel {

class Maildir final : public Channel {
  public:
    /// The directory is made with the first mail, for its owner alone.
    Maildir(Sender sender, std::string directory, Sentence sentence);
    Result<Payload> encode(const message::Message& message, const plan::Address& to,
                           const reminder::DeliveryKey& key, int edition) const override;
    /// Accepted once the file and its name are on the disk; the octets of the payload after a
    /// "Delivered-To:" line.
    using Channel::send;
    boost::asio::awaitable<SendResult> send(const Payload& payload, Handover& handover) override;
    void give_back() override { threads_.give_back(); }

  private:
    Sender sender_;
    SenderThreads threads_;
};

}  // namespace nhaclich::channel
