#include "channel/webhook_reply.hpp"

#include "channel/answer.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

namespace nhaclich::channel {

namespace {

namespace json = boost::json;
using config::WebhookAnswer;
using std::chrono::seconds;

/// What an answer says in its body.
class Said {
  public:
    Said(const WebhookOutcome& outcome, const WebhookAnswer& rules) : rules_(rules) {
        boost::system::error_code fault;
        if (!rules.at.empty() || !rules.retry_after.empty())
            document_ = json::parse(outcome.body, fault);
        if (fault) document_ = nullptr;
    }

    bool refused() const { return among(rules_.refused); }
    /// Where nothing is said about it, the status decides.
    bool accepted() const { return rules_.accepted.empty() || among(rules_.accepted); }
    seconds retry_after() const {
        const auto* value = rules_.retry_after.empty() ? nullptr : at(rules_.retry_after);
        boost::system::error_code fault;
        const auto number = value == nullptr ? 0.0 : value->to_number<double>(fault);
        constexpr double day = 86'400;
        return fault ? seconds{0} : seconds{static_cast<int>(std::clamp(number, 0.0, day))};
    }

  private:
    const json::value* at(const std::string& pointer) const {
        boost::system::error_code fault;
        return document_.find_pointer(pointer, fault);
    }
    bool among(const std::vector<std::string>& values) const {
        const auto* value = rules_.at.empty() ? nullptr : at(rules_.at);
        if (value == nullptr) return false;
        const auto* text = value->if_string();
        return std::ranges::find(values, text != nullptr ? std::string(*text)
                                                         : json::serialize(*value)) != values.end();
    }

    const WebhookAnswer& rules_;
    json::value document_;
};

}  // namespace

SendResult classified(const WebhookOutcome& outcome, const WebhookAnswer& rules) {
    using std::chrono::hours;
    const auto& [status, request_sent, asked_by_header, body, trouble] = outcome;
    if (status < 200) {
        const auto answer = answer_line(trouble);
        if (request_sent) return Doubtful{answer};
        return Deferred{answer, true, std::nullopt};
    }
    const auto answer = answer_line(fmt::format("HTTP {} {}", status, body));
    const Said said(outcome, rules);
    if (said.refused()) return Refused{answer};
    if (status < 300 && said.accepted()) return Accepted{answer};
    if (status == 410) return Gone{answer};
    const auto asked = asked_by_header > seconds{0} ? asked_by_header : said.retry_after();
    std::optional<seconds> wait;
    if (asked > seconds{0}) wait = std::min<seconds>(asked, hours{24});
    const bool throttled = status == 429 || status >= 500;
    const seconds patience = !wait && !throttled && status >= 400 ? seconds{hours{1}} : seconds{0};
    // 400 and the like may be about this one message; the rest is about the endpoint.
    const bool endpoint = throttled || status < 400 || (status >= 401 && status <= 405);
    const bool needs_somebody = status >= 401 && status <= 405;
    return Deferred{answer, endpoint, wait, needs_somebody, {}, patience};
}

}  // namespace nhaclich::channel
