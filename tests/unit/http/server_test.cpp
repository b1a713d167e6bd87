#include "a_server.hpp"
#include "inflated.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::http;
using test::inflated;

namespace {

std::string get(const std::string& path, const std::string& fields = "",
                const std::string& method = "GET") {
    return method + " " + path + " HTTP/1.1\r\nHost: x\r\n" + fields + "Connection: close\r\n\r\n";
}

const std::string gzip = "Accept-Encoding: gzip\r\n";

}  // namespace

TEST_CASE("the feed comes whole, with what subscribers need to know") {
    AServer server;
    const auto reply = server.exchange(get("/calendar.ics"));
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
    CHECK(server.log == std::vector<std::string>{"GET /calendar.ics 200 " +
                                                 std::to_string(feed_octets().size())});
}

TEST_CASE("gzip carries the same octets under its own tag") {
    AServer server;
    const auto plain = server.exchange(get("/calendar.ics"));
    const auto packed = server.exchange(get("/calendar.ics", gzip));
    CHECK(field_of(packed, "Content-Encoding") == "gzip");
    CHECK(field_of(packed, "Vary") == "Accept-Encoding");
    CHECK(inflated(body_of(packed)) == feed_octets());
    CHECK(field_of(packed, "ETag") != field_of(plain, "ETag"));
    // No time of compression in the header (RFC 1952 2.3.1).
    CHECK(body_of(packed).substr(4, 4) == std::string(4, '\0'));
}

TEST_CASE("a part of a calendar is never given, whoever asks for one") {
    AServer server;
    for (const char* range :
         {"bytes=0-9", "bytes=-5", "bytes=0-1,3-4", "bytes=99999-", "lines=1-2"}) {
        CAPTURE(range);
        const auto reply = server.exchange(
            "GET /calendar.ics HTTP/1.1\r\nHost: x\r\nConnection: close\r\nRange: " +
            std::string(range) + "\r\n\r\n");
        CHECK(status_of(reply) == 200);
        CHECK(field_of(reply, "Content-Range").empty());
        CHECK(body_of(reply) == feed_octets());
    }
}

TEST_CASE("HEAD tells what GET would, without the body") {
    AServer server;
    for (const auto& [path, fields] : std::vector<std::pair<std::string, std::string>>{
             {"/calendar.ics", ""}, {"/calendar.ics", gzip}, {"/", ""}, {"/nowhere", ""}}) {
        CAPTURE(path, fields);
        const auto whole = server.exchange(get(path, fields));
        const auto head = server.exchange(get(path, fields, "HEAD"));
        CHECK(head == whole.substr(0, whole.find("\r\n\r\n") + 4));
    }
}

TEST_CASE("a current copy is answered by 304 with the validators and no body") {
    AServer server;
    for (const auto& coding : {std::string(), gzip}) {
        const auto whole = server.exchange(get("/calendar.ics", coding));
        const auto tag = field_of(whole, "ETag");
        const auto reply =
            server.exchange(get("/calendar.ics", coding + "If-None-Match: " + tag + "\r\n"));
        CHECK(status_of(reply) == 304);
        for (const char* name : {"ETag", "Cache-Control", "Vary", "Last-Modified"}) {
            CAPTURE(name);
            CHECK(field_of(reply, name) == field_of(whole, name));
        }
        CHECK(body_of(reply).empty());
        CHECK(field_of(reply, "Content-Type").empty());
    }
    const auto other = server.exchange(
        get("/calendar.ics",
            "If-None-Match: \"x\"\r\nIf-Modified-Since: Thu, 13 Nov 2025 02:13:20 GMT\r\n"));
    CHECK(status_of(other) == 200);
    const auto since = server.exchange(
        get("/calendar.ics", "If-Modified-Since: Thu, 13 Nov 2025 02:13:20 GMT\r\n"));
    CHECK(status_of(since) == 304);
}

TEST_CASE("what would change something is refused with the methods there are") {
    AServer server;
    for (const char* method : {"POST", "PUT", "DELETE", "PATCH", "PROPFIND", "TRACE", "REPORT"}) {
        CAPTURE(method);
        const auto reply = server.exchange(get("/calendar.ics", "", method));
        CHECK(status_of(reply) == 405);
        CHECK(field_of(reply, "Allow") == "GET, HEAD, OPTIONS");
    }
    const auto options = server.exchange(get("/calendar.ics", "", "OPTIONS"));
    CHECK(status_of(options) == 204);
    CHECK(field_of(options, "Allow") == "GET, HEAD, OPTIONS");
}

TEST_CASE("before there is a board it says when to come again") {
    AServer server(small_limits(), false);
    const auto reply = server.exchange(get("/calendar.ics"));
    CHECK(status_of(reply) == 503);
    CHECK(field_of(reply, "Retry-After") == "10");
    CHECK(status_of(server.exchange(get("/healthz"))) == 200);
    server.sites.use(a_site());
    CHECK(status_of(server.exchange(get("/calendar.ics"))) == 200);
}

TEST_CASE("health is told afresh and never stored") {
    AServer server;
    const auto well = server.exchange(get("/healthz"));
    CHECK(status_of(well) == 200);
    CHECK(body_of(well) == "{\"status\":\"ok\"}\n");
    CHECK(field_of(well, "Cache-Control") == "no-store");
    server.health = {false, R"({"status":"degraded"})"};
    const auto ill = server.exchange(get("/healthz"));
    CHECK(status_of(ill) == 503);
    CHECK(body_of(ill) == "{\"status\":\"degraded\"}\n");
}

TEST_CASE("a page lets nothing in from elsewhere") {
    AServer server;
    const auto page = server.exchange(get("/"));
    CHECK(field_of(page, "Content-Security-Policy").starts_with("default-src 'none';"));
    CHECK(field_of(page, "Referrer-Policy") == "no-referrer");
    CHECK(field_of(page, "X-Content-Type-Options") == "nosniff");
}

TEST_CASE("every path of the fixed contents has a body") {
    AServer server;
    for (const char* path : {"/robots.txt", "/site.css", "/favicon.svg"}) {
        CAPTURE(path);
        const auto reply = server.exchange(get(path));
        CHECK(status_of(reply) == 200);
        CHECK_FALSE(body_of(reply).empty());
    }
}

TEST_CASE("what is not there is said in Vietnamese first") {
    AServer server;
    const auto reply = server.exchange(get("/nowhere"));
    CHECK(status_of(reply) == 404);
    CHECK(field_of(reply, "Content-Type") == "text/plain; charset=utf-8");
    CHECK(body_of(reply).starts_with("Không có trang này."));
}
