#include "channel/smtp_reply.hpp"

#include "unit/channel/samples.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich::channel;
using namespace nhaclich::channel::tests;
using P = SmtpPhase;

namespace {

struct Row {
    SmtpPhase phase;
    int code;
    const char* text;
    const char* expected;
};

SmtpOutcome outcome(const Row& row) { return {row.phase, row.code, row.text, false, "trouble"}; }

}  // namespace

TEST_CASE("a reply decides whether a mail is sent, deferred, refused or in doubt") {
    const auto row = GENERATE(values<Row>({
        // Nothing about the mail can be known before MAIL: the relay backs off.
        {P::connect, 0, "", "deferred relay"},
        {P::greeting, 220, "relay", "deferred relay"},
        {P::greeting, 421, "busy", "deferred relay"},
        {P::greeting, 554, "no service", "deferred relay"},
        {P::hello, 250, "no STARTTLS here", "deferred relay"},
        {P::hello, 550, "who are you", "deferred relay"},
        {P::starttls, 220, "go", "deferred relay"},
        {P::starttls, 454, "not now", "deferred relay"},
        {P::auth, 454, "4.7.0 later", "deferred relay"},
        {P::auth, 535, "5.7.8 wrong", "deferred relay"},
        {P::mail, 0, "", "deferred relay"},
        {P::mail, 451, "4.3.0 later", "deferred relay"},
        {P::mail, 530, "5.7.0 authenticate", "deferred relay"},
        {P::mail, 550, "5.7.1 sender not allowed", "deferred relay"},
        {P::mail, 552, "5.3.4 too big", "refused"},
        {P::mail, 554, "5.3.4 too big", "refused"},
        // RCPT is about this recipient.
        {P::rcpt, 0, "", "deferred relay"},
        {P::rcpt, 421, "4.3.2 closing", "deferred relay"},
        {P::rcpt, 450, "4.2.0 greylisted", "deferred"},
        {P::rcpt, 451, "4.7.1 greylisted", "deferred"},
        {P::rcpt, 452, "4.2.2 full", "deferred"},
        {P::rcpt, 530, "5.7.0 authenticate", "deferred relay"},
        {P::rcpt, 550, "5.1.1 nobody", "refused"},
        {P::rcpt, 552, "5.2.2 full", "deferred"},
        {P::rcpt, 553, "5.1.3 no", "refused"},
        {P::rcpt, 554, "5.7.1 policy", "refused"},
        {P::data, 0, "", "deferred relay"},
        {P::data, 451, "4.3.0 later", "deferred"},
        {P::data, 554, "5.5.1 no valid recipients", "refused"},
        // Cut within the text: without the dot the relay must throw it away (RFC 5321 4.1.1.4).
        {P::body, 0, "", "deferred relay"},
        {P::dot, 0, "", "doubtful"},
        {P::dot, 354, "stale", "doubtful"},
        {P::dot, 250, "2.0.0 queued", "accepted"},
        {P::dot, 421, "4.3.2 closing", "deferred relay"},
        {P::dot, 451, "4.3.0 later", "deferred"},
        {P::dot, 550, "5.7.1 spam", "refused"},
        {P::dot, 552, "5.3.4 too big", "refused"},
    }));
    CAPTURE(name(row.phase), row.code, row.text);
    CHECK(kind_of(classified(outcome(row))) == row.expected);
}

TEST_CASE("what libcurl calls done is sent") {
    CHECK(kind_of(classified({P::dot, 250, "2.0.0 queued", true, ""})) == "accepted");
    CHECK(answer_of(classified({P::dot, 250, "2.0.0 queued", true, ""})) ==
          "end of text: 250 2.0.0 queued");
}

TEST_CASE("an answer names the command, and is one short line") {
    CHECK(answer_of(classified(outcome({P::rcpt, 550, "5.1.1 nobody", ""}))) ==
          "RCPT: 550 5.1.1 nobody");
    CHECK(answer_of(classified(outcome({P::connect, 0, "", ""}))) == "connect: trouble");
    // The last good reply explains nothing: libcurl's word does.
    CHECK(answer_of(classified(outcome({P::hello, 250, "HELP", ""}))) == "EHLO: trouble");
    SmtpOutcome hostile = outcome({P::rcpt, 550, "", ""});
    hostile.text = "a\r\nb\x1b[31m\xE2\x80\xAE" + std::string(5000, 'x');
    const auto answer = answer_of(classified(hostile));
    CHECK(answer.size() == 500);
    CHECK(answer.find_first_of("\r\n\x1b") == std::string::npos);
    CHECK(answer.find("\xE2\x80\xAE") == std::string::npos);
}

TEST_CASE("a relay that repeats the AUTH line does not bring the password into the ledger") {
    const auto said = [](const char* text) {
        return answer_of(classified(outcome({P::auth, 535, text, ""})));
    };
    CHECK(said("5.7.8 AUTH PLAIN AGEAc2VjcmV0") == "AUTH: 535 5.7.8");
    CHECK(said("AGEAc2VjcmV0 what?") == "AUTH: 535 ");
}

TEST_CASE("only a reused connection that has certainly not taken the text deserves a fresh one") {
    struct Case {
        SmtpPhase phase;
        int code;
        bool reused;
        bool expected;
    };
    const auto row = GENERATE(values<Case>({{P::mail, 421, true, true},
                                            {P::mail, 0, true, true},
                                            {P::rcpt, 421, true, true},
                                            {P::data, 0, true, true},
                                            {P::mail, 421, false, false},
                                            {P::rcpt, 450, true, false},
                                            {P::rcpt, 550, true, false},
                                            {P::body, 0, true, false},
                                            {P::dot, 0, true, false},
                                            {P::dot, 451, true, false},
                                            {P::dot, 250, true, false},
                                            {P::dot, 421, true, true}}));
    CAPTURE(name(row.phase), row.code, row.reused);
    CHECK(deserves_fresh_connection({row.phase, row.code, "", false, ""}, row.reused) ==
          row.expected);
}
