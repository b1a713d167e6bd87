#include "channel/webhook_reply.hpp"

#include "unit/channel/samples.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich::channel;
using namespace nhaclich::channel::tests;
using std::chrono::hours;
using std::chrono::seconds;

TEST_CASE("a status decides whether a webhook is done, deferred, refused or in doubt") {
    struct Row {
        int status;
        bool sent;
        int retry_after;
        const char* expected;
        int wait;  ///< seconds, 0 = the server asks for nothing
        int patience = 0;
    };
    const auto row = GENERATE(values<Row>({
        {200, true, 0, "accepted", 0},
        {202, true, 0, "accepted", 0},
        {204, true, 0, "accepted", 0},
        {301, true, 0, "deferred relay", 0},
        {302, true, 0, "deferred relay", 0},
        {400, true, 0, "deferred", 0, 3600},
        {401, true, 0, "deferred relay", 0, 3600},
        {404, true, 0, "deferred relay", 0, 3600},
        {404, true, 60, "deferred relay", 60},
        {410, true, 0, "gone", 0},
        {422, true, 0, "deferred", 0, 3600},
        {429, true, 0, "deferred relay", 0},
        {429, true, 7, "deferred relay", 7},
        {500, true, 0, "deferred relay", 0},
        {503, true, 120, "deferred relay", 120},
        {503, true, 10'000'000, "deferred relay", 86400},
        {0, false, 0, "deferred relay", 0},
        {0, true, 0, "doubtful", 0},
        {100, true, 0, "doubtful", 0},
    }));
    CAPTURE(row.status, row.sent, row.retry_after);
    const auto result = classified({row.status, row.sent, seconds(row.retry_after), "", "cut"});
    CHECK(kind_of(result) == row.expected);
    if (const auto* deferred = std::get_if<Deferred>(&result)) {
        CHECK(deferred->retry_after.value_or(seconds{0}).count() == row.wait);
        CHECK(deferred->patience.count() == row.patience);
    }
}

TEST_CASE("an answer holds the status and the beginning of the body on one line") {
    CHECK(answer_of(classified({500, true, seconds{0}, "bad\nday", ""})) ==
          "HTTP 500 bad\\u000aday");
    CHECK(answer_of(classified({0, false, seconds{0}, "", "Could not resolve host"})) ==
          "Could not resolve host");
}

TEST_CASE("rules read what a service says inside its answer") {
    const nhaclich::config::WebhookAnswer zalo{"/error", {"0"}, {"-213", "gone"}, "/wait"};
    struct Row {
        int status;
        const char* body;
        const char* expected;
        int wait;
    };
    const auto row = GENERATE(values<Row>({
        {200, R"({"error":0})", "accepted", 0},
        {200, R"({"error":"0"})", "accepted", 0},
        {200, R"({"error":-213})", "refused", 0},
        {400, R"({"error":"gone"})", "refused", 0},
        {500, R"({"error":-213})", "refused", 0},
        {200, R"({"error":-216})", "deferred relay", 0},
        {200, R"({"error":-32,"wait":35})", "deferred relay", 35},
        {200, R"({"error":-32,"wait":1e300})", "deferred relay", 86400},
        {200, R"({"error":-32,"wait":-5})", "deferred relay", 0},
        {200, R"({"error":-32,"wait":"soon"})", "deferred relay", 0},
        {200, R"({"error":[0]})", "deferred relay", 0},
        {200, R"({"fault":0})", "deferred relay", 0},
        {200, R"({"error":0)", "deferred relay", 0},
        {200, "", "deferred relay", 0},
        {500, R"({"error":0})", "deferred relay", 0},
        {410, R"({"error":7})", "gone", 0},
    }));
    CAPTURE(row.status, row.body);
    const auto result = classified({row.status, true, seconds{0}, row.body, ""}, zalo);
    CHECK(kind_of(result) == row.expected);
    if (const auto* deferred = std::get_if<Deferred>(&result))
        CHECK(deferred->retry_after.value_or(seconds{0}).count() == row.wait);
}

TEST_CASE("the header of a server comes before what its answer says") {
    const nhaclich::config::WebhookAnswer rules{"", {}, {}, "/wait"};
    const auto result = classified({429, true, seconds{7}, R"({"wait":35})", ""}, rules);
    CHECK(std::get<Deferred>(result).retry_after == seconds{7});
}
