#include "a_server.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::http;

TEST_CASE("the feed comes whole, with what subscribers need to know") {
    AServer server;
    const auto reply =
        server.exchange("GET /calendar.ics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    CHECK(status_of(reply) == 200);
    CHECK(body_of(reply) == feed_octets());
    CHECK(field_of(reply, "Content-Type") == "text/calendar; charset=utf-8");
    CHECK(field_of(reply, "Content-Disposition") == R"(inline; filename="calendar.ics")");
    CHECK(field_of(reply, "Cache-Control") == "no-cache");
    CHECK(field_of(reply, "X-Robots-Tag") == "noindex");
    CHECK(field_of(reply, "Vary") == "Accept-Encoding");
    CHECK(field_of(reply, "Last-Modified") == "Thu, 13 Nov 2025 02:13:20 GMT");
    CHECK(field_of(reply, "Date") == "Mon, 24 Nov 2025 16:00:00 GMT");
    CHECK(field_of(reply, "Content-Length") == std::to_string(feed_octets().size()));
    CHECK(field_of(reply, "Connection") == "close");
}
