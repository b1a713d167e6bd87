#include "support/scripted_channel.hpp"

#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace nhaclich::test {

namespace asio = boost::asio;

Result<channel::Payload> ScriptedChannel::encode(const message::Message& message,
                                                 const plan::Address& to,
                                                 const reminder::DeliveryKey& key,
                                                 int edition) const {
    const auto id = key.occurrence.entry.str() + "/" + iso(key.occurrence.nominal) + "/" +
                    key.rule + "/" + key.member.str() + "/" + key.channel.str() +
                    (edition > 0 ? "/" + std::to_string(edition) : "");
    return channel::Payload{id, message.subject.str() + "\n" + message.text, to};
}

asio::awaitable<channel::SendResult> ScriptedChannel::send(const channel::Payload& payload,
                                                           channel::Handover& handover) {
    handover.passed_on = passed_on;
    const Transfer transfer{clock_.now(), payload.message_id, payload.octets, payload.to.str()};
    transfers.push_back(transfer);
    if (!hangs_for.empty() && hangs_for == transfer.to) {
        const auto executor = co_await asio::this_coro::executor;
        asio::steady_timer never(executor, asio::steady_timer::time_point::max());
        co_await never.async_wait(asio::use_awaitable);
    }
    channel::SendResult result = channel::Accepted{"250 ok"};
    if (answer) result = answer(transfer);
    co_return result;
}

}  // namespace nhaclich::test
