// A Channel that writes down what it is given and answers as a test says.
#pragma once

#include "channel/channel.hpp"
#include "clock/clock.hpp"

#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <vector>

namespace nhaclich::test {

/// One call of send().
struct Transfer {
    Instant at;
    std::string message_id;
    std::string octets;
    std::string to;
};

class ScriptedChannel final : public channel::Channel {
  public:
    explicit ScriptedChannel(Clock& clock) : clock_(clock) {}

    /// The octets are the subject and the text.
    Result<channel::Payload> encode(const message::Message& message, const plan::Address& to,
                                    const reminder::DeliveryKey& key, int edition) const override;
    using Channel::send;
    boost::asio::awaitable<channel::SendResult> send(const channel::Payload& payload,
                                                     channel::Handover& handover) override;

    /// What send() answers; accepted unless set. Called with the transfer, already written down.
    std::function<channel::SendResult(const Transfer&)> answer;
    std::size_t ahead() const override { return most_ahead; }
    std::size_t width() const override { return most_at_once; }
    void give_back() override { ++given_back; }
    std::vector<channel::Deferred> passed_on;  ///< of every transfer
    std::size_t most_ahead = 0;
    std::size_t most_at_once = usual_width;
    int given_back = 0;
    /// A transfer to this address hangs until it is cancelled.
    std::string hangs_for;
    std::vector<Transfer> transfers;

  private:
    Clock& clock_;
};

}  // namespace nhaclich::test
