#include "channel/channel.hpp"

namespace nhaclich::channel {

boost::asio::awaitable<SendResult> Channel::send(const Payload& payload) {
    Handover nobodys;
    co_return co_await send(payload, nobodys);
}

}  // namespace nhaclich::channel
