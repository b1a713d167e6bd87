#include "channel/answer_meaning.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;

namespace {

struct Row {
    std::string_view answer;
    std::string_view meaning;
};

}  // namespace

TEST_CASE("a server's answer means something to a clerk") {
    constexpr Row rows[] = {
        {"end of text: 250 2.0.0 queued", "answer.accepted"},
        {"RCPT: 550 5.1.1 nobody", "answer.no-mailbox"},
        {"RCPT: 550 nobody", "answer.no-mailbox"},
        {"RCPT: 552 5.2.2 full", "answer.mailbox-full"},
        {"RCPT: 452 4.2.2 full", "answer.mailbox-full"},
        {"RCPT: 450 4.2.1 later", "answer.later"},
        {"RCPT: 550 5.2.1 closed", "answer.mailbox-disabled"},
        {"RCPT: 451 4.7.1 greylisted", "answer.later"},
        {"end of text: 554 5.7.1 spam", "answer.policy"},
        {"end of text: 554 no", "answer.refused"},
        {"MAIL: 552 5.3.4 too big", "answer.too-big"},
        {"MAIL: 421 4.3.2 gone", "answer.later"},
        {"AUTH: 535 5.7.8", "answer.login"},
        {"AUTH: 454 4.7.0", "answer.later"},
        {"greeting: 554 go away", "answer.server-refuses"},
        {"connect: Could not resolve host: x", "answer.no-connection"},
        {"greeting: Connection reset", "answer.no-connection"},
        {"STARTTLS: Requested SSL level failed", "answer.no-tls"},
        {"end of text: Timeout was reached", "answer.unknown"},
        {"text: Send failure", "answer.cut"},
        {"RCPT: 55", "answer.cut"},
        {"HTTP 204 ", "answer.endpoint-accepted"},
        {"HTTP 410 gone", "answer.endpoint-gone"},
        {"HTTP 429 ", "answer.endpoint-busy"},
        {"HTTP 403 no", "answer.endpoint-forbids"},
        {"HTTP 500 oops", "answer.endpoint-trouble"},
        {"HTTP 302 ", "answer.endpoint-refuses"},
        {"Maildir 0123.nhaclich", "answer.maildir"},
        {"không gửi mật khẩu cho x", ""},
        {"HTTP", ""},
        {"RCPT", ""},
        {"", ""},
    };
    for (const auto& [answer, expected] : rows) {
        CAPTURE(answer);
        const auto found = channel::meaning(answer);
        CHECK((found ? found->key : std::string_view{}) == expected);
    }
}
