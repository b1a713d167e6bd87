#include "channel/webhook_reply.hpp"

#include "channel/answer.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace nhaclich::channel {

SendResult classified(const WebhookOutcome& outcome) {
    using std::chrono::hours;
    using std::chrono::seconds;
    const auto& [status, request_sent, asked, body, trouble] = outcome;
    if (status < 200) {
        const auto answer = answer_line(trouble);
        if (request_sent) return Doubtful{answer};
        return Deferred{answer, true, std::nullopt};
    }
    const auto answer = answer_line(fmt::format("HTTP {} {}", status, body));
    if (status < 300) return Accepted{answer};
    if (status == 410) return Refused{answer};
    std::optional<seconds> wait;
    if (asked > seconds{0}) wait = std::min<seconds>(asked, hours{24});
    const bool throttled = status == 429 || status >= 500;
    if (!wait && !throttled && status >= 400) wait = hours{1};
    // 400 and the like may be about this one message; the rest is about the endpoint.
    const bool endpoint = throttled || status < 400 || (status >= 401 && status <= 405);
    return Deferred{answer, endpoint, wait};
}

}  // namespace nhaclich::channel
