#include "channel/webhook.hpp"

#include "channel/delivery_id.hpp"
#include "channel/public_address.hpp"
#include "channel/secret_file.hpp"
#include "channel/webhook_reply.hpp"
#include "channel/webhook_signature.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/this_coro.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>
#include <sys/socket.h>
#include <utility>

namespace nhaclich::channel {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

/// A part of a URL, or nothing if it has none.
std::optional<std::string> part(CURLU* url, CURLUPart which) {
    char* text = nullptr;
    if (curl_url_get(url, which, &text, 0) != CURLUE_OK) return std::nullopt;
    const std::unique_ptr<char, decltype(&curl_free)> owner(text, &curl_free);
    return std::string(owner.get());
}

bool within(Reach reach, const asio::ip::address& address) {
    switch (reach) {
        case Reach::internet:
            return is_public(address);
        case Reach::internet_and_loopback:
            return is_public(address) || is_loopback(address);
        case Reach::loopback:
            return is_loopback(address);
    }
    return false;
}

}  // namespace

Result<Reach> reach_of(const config::WebhookSettings& settings) {
    const auto wrong = fail("channel.webhook-url"_msg, {{"webhook", settings.id.str()}});
    const CurlUrl url(curl_url());
    if (curl_url_set(url.get(), CURLUPART_URL, settings.url.c_str(), 0) != CURLUE_OK) return wrong;
    if (part(url.get(), CURLUPART_USER) || part(url.get(), CURLUPART_PASSWORD)) return wrong;
    const auto scheme = part(url.get(), CURLUPART_SCHEME);
    if (scheme == "https")
        return settings.allow_loopback ? Reach::internet_and_loopback : Reach::internet;
    if (scheme == "http" && settings.allow_loopback) return Reach::loopback;
    return wrong;
}

/// One request and its answer; all that libcurl points to while it runs.
class Webhook::Exchange {
  public:
    Exchange(const config::WebhookSettings& settings, Reach reach, const Payload& payload,
             CurlList headers)
        : reach_(reach), octets_(payload.octets), headers_(std::move(headers)), easy_(new_easy()) {
        describe(settings);
        observe();
    }
    Exchange(const Exchange&) = delete;
    Exchange& operator=(const Exchange&) = delete;
    ~Exchange() = default;

    CURL* easy() const { return easy_.get(); }
    /// The address was not one a webhook may reach: nothing was sent.
    bool address_refused() const { return address_refused_; }
    WebhookOutcome outcome(CURLcode code);

  private:
    void describe(const config::WebhookSettings& settings);
    void observe();
    curl_socket_t open(const curl_sockaddr& address);
    std::size_t receive(std::string_view octets);

    Reach reach_;
    const std::string& octets_;
    CurlList headers_;
    bool address_refused_ = false;
    std::size_t received_ = 0;
    std::string beginning_;
    std::array<char, CURL_ERROR_SIZE> trouble_{};
    CurlEasy easy_;  ///< last: gone before what it points to
};

void Webhook::Exchange::describe(const config::WebhookSettings& settings) {
    CURL* curl = easy_.get();
    set(curl, CURLOPT_URL, settings.url.c_str());
    set(curl, CURLOPT_PROTOCOLS_STR, reach_ == Reach::loopback ? "http" : "https");
    set(curl, CURLOPT_FOLLOWLOCATION, 0L);
    set(curl, CURLOPT_HTTP_VERSION, long{CURL_HTTP_VERSION_1_1});
    set(curl, CURLOPT_USERAGENT, "nhaclich");
    set(curl, CURLOPT_HTTPHEADER, headers_.get());
    set(curl, CURLOPT_POST, 1L);
    set(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(octets_.size()));
    set(curl, CURLOPT_POSTFIELDS, octets_.c_str());
    set(curl, CURLOPT_CONNECTTIMEOUT, 10L);
    set(curl, CURLOPT_TIMEOUT, 30L);
    set(curl, CURLOPT_ERRORBUFFER, trouble_.data());
}

void Webhook::Exchange::observe() {
    const auto on_open = [](void* exchange, curlsocktype, curl_sockaddr* address) {
        return static_cast<Exchange*>(exchange)->open(*address);
    };
    const auto on_write = [](char* octets, std::size_t size, std::size_t count, void* exchange) {
        return static_cast<Exchange*>(exchange)->receive({octets, size * count});
    };
    CURL* curl = easy_.get();
    set(curl, CURLOPT_OPENSOCKETFUNCTION, +on_open);
    set(curl, CURLOPT_OPENSOCKETDATA, this);
    set(curl, CURLOPT_WRITEFUNCTION, +on_write);
    set(curl, CURLOPT_WRITEDATA, this);
}

/// Asked for each address at the moment of connecting, so a name that resolves differently the
/// second time gains nothing.
curl_socket_t Webhook::Exchange::open(const curl_sockaddr& address) {
    const auto to = address_of(address.addr, address.addrlen);
    if (!to || !within(reach_, *to)) {
        address_refused_ = true;
        return CURL_SOCKET_BAD;
    }
    return ::socket(address.family, address.socktype | SOCK_CLOEXEC, address.protocol);
}

std::size_t Webhook::Exchange::receive(std::string_view octets) {
    constexpr std::size_t answer_at_most = std::size_t{64} * 1024;
    constexpr std::size_t kept_at_most = 500;
    beginning_ += octets.substr(0, kept_at_most - std::min(beginning_.size(), kept_at_most));
    received_ += octets.size();
    return received_ <= answer_at_most ? octets.size() : 0;  // 0 ends the transfer
}

WebhookOutcome Webhook::Exchange::outcome(CURLcode code) {
    const auto sent = info<curl_off_t>(easy(), CURLINFO_SIZE_UPLOAD_T);
    WebhookOutcome outcome;
    outcome.status = static_cast<int>(info<long>(easy(), CURLINFO_RESPONSE_CODE));
    outcome.request_sent = sent == static_cast<curl_off_t>(octets_.size());
    outcome.retry_after = std::chrono::seconds(info<curl_off_t>(easy(), CURLINFO_RETRY_AFTER));
    outcome.body = beginning_;
    outcome.trouble = trouble_[0] != '\0' ? trouble_.data() : curl_easy_strerror(code);
    return outcome;
}

Webhook::Webhook(config::WebhookSettings settings, Reach reach, std::function<Instant()> now,
                 Sentence sentence)
    : settings_(std::move(settings)),
      reach_(reach),
      now_(std::move(now)),
      sentence_(std::move(sentence)) {}

Result<Payload> Webhook::encode(const message::Message& message, const plan::Address& to,
                                const reminder::DeliveryKey& key, int edition) const {
    boost::system::error_code fault;
    auto facts = json::parse(message.json, fault);
    if (fault || !facts.is_object())
        return fail("channel.webhook-facts"_msg, {{"webhook", settings_.id.str()}});
    facts.as_object()["to"] = to.str();
    const json::object body{
        {"type", "reminder.due"}, {"timestamp", iso(message.date)}, {"data", std::move(facts)}};
    return Payload{"msg_" + delivery_id(key, edition), json::serialize(body), to};
}

Result<std::string> Webhook::signature(const Payload& payload, Instant at) const {
    return secret_from(settings_.secret_file).and_then(webhook_keys).map([&](const auto& keys) {
        return webhook_signature(keys, payload.message_id, at, payload.octets);
    });
}

SendResult Webhook::told(const Error& error) const {
    return Deferred{answer_line(sentence_(error)), true, std::nullopt};
}

SendResult Webhook::address_refused() const {
    return told(Error{"channel.webhook-address"_msg, {{"webhook", settings_.id.str()}}, {}});
}

asio::awaitable<SendResult> Webhook::send(const Payload& payload) {
    const auto now = now_();
    const auto signed_by = signature(payload, now);
    if (!signed_by) co_return told(signed_by.error());
    CurlList headers;
    append(headers, "Content-Type: application/json");
    append(headers, "Expect:");  // no 100-continue: one round trip less, and fewer states
    append(headers, "webhook-id: " + payload.message_id);
    append(headers, fmt::format("webhook-timestamp: {}", now.time_since_epoch().count()));
    append(headers, "webhook-signature: " + *signed_by);
    Exchange exchange(settings_, reach_, payload, std::move(headers));
    if (!multi_) multi_.emplace(co_await asio::this_coro::executor);
    const auto code = co_await multi_->perform(exchange.easy());
    if (code != CURLE_OK && exchange.address_refused()) co_return address_refused();
    co_return classified(exchange.outcome(code));
}

}  // namespace nhaclich::channel
