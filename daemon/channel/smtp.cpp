#include "channel/smtp.hpp"

#include <utility>

namespace nhaclich::channel {

namespace {

Worker worker(const SmtpRoute& route, const Sentence& sentence) {
    auto connection = std::make_shared<SmtpConnection>(route, sentence);
    return Worker{[connection](const Payload& payload, const std::stop_token& stop) {
                      return connection->deliver(payload, stop);
                  },
                  [connection] { connection->rest(); }};
}

}  // namespace

Smtp::Smtp(Sender sender, const config::SmtpSettings& relay, const Sentence& sentence)
    : sender_(std::move(sender)),
      host_(relay.host),
      threads_(relay.connections, [route = SmtpRoute{relay, sender_.address.str(), sender_.domain},
                                   sentence] { return worker(route, sentence); }) {}

Result<Payload> Smtp::encode(const message::Message& message, const plan::Address& to,
                             const reminder::DeliveryKey& key, int edition) const {
    return mail(sender_, message, to, key, edition);
}

boost::asio::awaitable<SendResult> Smtp::send(const Payload& payload) {
    return threads_.send(payload);
}

}  // namespace nhaclich::channel
