// What an endpoint's answer means for one webhook: done, later, never, or unknown.
// In: status, how far the request came, rules for what the body says. Out: a SendResult. Pure.
#pragma once

#include "channel/channel.hpp"
#include "config/settings.hpp"

#include <chrono>
#include <string>

namespace nhaclich::channel {

struct WebhookOutcome {
    int status = 0;                       ///< of the answer, 0 = none came
    bool request_sent = false;            ///< all octets of it
    std::chrono::seconds retry_after{0};  ///< from the header, 0 = none
    std::string body;                     ///< the answer's
    std::string trouble;                  ///< what libcurl says, if it failed
};

/// 2xx done, 410 an endpoint that is gone, everything else later (Standard Webhooks, "operational
/// considerations"): an endpoint being deployed answers 404 for a while, so other 4xx wait an hour.
/// Rules come first: they know whom the service refuses and what it calls done.
SendResult classified(const WebhookOutcome& outcome, const config::WebhookAnswer& rules = {});

}  // namespace nhaclich::channel
