// One request of a webhook and its answer: all that libcurl points to while it runs.
// In: a request, the octets of its body. Out: an easy handle to perform, then an outcome.
#pragma once

#include "channel/curl.hpp"
#include "channel/webhook_reply.hpp"
#include "channel/webhook_request.hpp"

#include <array>
#include <string>

namespace nhaclich::channel {

/// Follows no redirect, takes no proxy, netrc or cookie; connects to no address beyond the
/// request's reach; 30 s in all and 64 kB of an answer at most.
class WebhookExchange {
  public:
    /// Both outlive it.
    WebhookExchange(const WebhookRequest& request, const std::string& octets);
    WebhookExchange(const WebhookExchange&) = delete;
    WebhookExchange& operator=(const WebhookExchange&) = delete;
    ~WebhookExchange() = default;

    CURL* easy() const { return easy_.get(); }
    /// The address was not one a webhook may reach: nothing was sent.
    bool address_refused() const { return address_refused_; }
    /// Without the request's secrets.
    WebhookOutcome outcome(CURLcode code) const;

  private:
    void describe();
    void observe();
    curl_socket_t open(const curl_sockaddr& address);
    std::size_t receive(std::string_view octets);

    const WebhookRequest& request_;
    const std::string& octets_;
    CurlList headers_;
    bool address_refused_ = false;
    std::string answer_;
    std::array<char, CURL_ERROR_SIZE> trouble_{};
    CurlEasy easy_;  ///< last: gone before what it points to
};

}  // namespace nhaclich::channel
