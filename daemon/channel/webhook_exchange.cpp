#include "channel/webhook_exchange.hpp"

#include "channel/public_address.hpp"

#include <algorithm>
#include <sys/socket.h>

namespace nhaclich::channel {

WebhookExchange::WebhookExchange(const WebhookRequest& request, const std::string& octets)
    : request_(request), octets_(octets), easy_(new_easy()) {
    for (const auto& header : request.headers) append(headers_, header.reveal());
    describe();
    observe();
}

void WebhookExchange::describe() {
    CURL* curl = easy_.get();
    set(curl, CURLOPT_URL, request_.url.reveal().c_str());
    set(curl, CURLOPT_PROTOCOLS_STR, request_.reach.internet ? "https" : "http");
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

void WebhookExchange::observe() {
    const auto on_open = [](void* exchange, curlsocktype, curl_sockaddr* address) {
        return static_cast<WebhookExchange*>(exchange)->open(*address);
    };
    const auto on_write = [](char* octets, std::size_t size, std::size_t count, void* exchange) {
        return static_cast<WebhookExchange*>(exchange)->receive({octets, size * count});
    };
    CURL* curl = easy_.get();
    set(curl, CURLOPT_OPENSOCKETFUNCTION, +on_open);
    set(curl, CURLOPT_OPENSOCKETDATA, this);
    set(curl, CURLOPT_WRITEFUNCTION, +on_write);
    set(curl, CURLOPT_WRITEDATA, this);
}

/// Asked for each address at the moment of connecting, so a name that resolves differently the
/// second time gains nothing.
curl_socket_t WebhookExchange::open(const curl_sockaddr& address) {
    const auto to = address_of(address.addr, address.addrlen);
    if (!to || !is_within(request_.reach, *to)) {
        address_refused_ = true;
        return CURL_SOCKET_BAD;
    }
    return ::socket(address.family, address.socktype | SOCK_CLOEXEC, address.protocol);
}

std::size_t WebhookExchange::receive(std::string_view octets) {
    constexpr std::size_t answer_at_most = std::size_t{64} * 1024;
    if (answer_.size() + octets.size() > answer_at_most) return 0;  // ends the transfer
    answer_ += octets;
    return octets.size();
}

WebhookOutcome WebhookExchange::outcome(CURLcode code) const {
    const auto sent = info<curl_off_t>(easy(), CURLINFO_SIZE_UPLOAD_T);
    WebhookOutcome outcome;
    outcome.status = static_cast<int>(info<long>(easy(), CURLINFO_RESPONSE_CODE));
    outcome.request_sent = sent == static_cast<curl_off_t>(octets_.size());
    outcome.retry_after = std::chrono::seconds(info<curl_off_t>(easy(), CURLINFO_RETRY_AFTER));
    outcome.body = without(request_.hidden, answer_);
    outcome.trouble =
        without(request_.hidden, trouble_[0] != '\0' ? trouble_.data() : curl_easy_strerror(code));
    return outcome;
}

}  // namespace nhaclich::channel
