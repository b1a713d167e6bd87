#include "http/routes.hpp"

#include "a_server.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace nhaclich;
using namespace nhaclich::http;

namespace {

std::string ask(const std::string& method, const std::string& path, const std::string& body = "") {
    std::string fields = "Host: x\r\nConnection: close\r\n";
    if (!body.empty()) fields += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    return method + " " + path + " HTTP/1.1\r\n" + fields + "\r\n" + body;
}

asio::awaitable<Prepared> page_of(const Visit& visit) {
    co_return Prepared(200, {}, (visit.posted ? "posted " : "read ") + visit.path + visit.form);
}

std::shared_ptr<const Resource> a_calendar(const std::string& octets) {
    return std::make_shared<const Resource>(feed_content(octets, Instant{}));
}

asio::awaitable<Found> calendar_of(const Request& request) {
    if (request.path == "/m/gone/calendar.ics") co_return tl::unexpected(410U);
    if (request.path == "/m/trouble/calendar.ics") co_return tl::unexpected(503U);
    if (request.path != "/m/slow/calendar.ics") co_return tl::unexpected(404U);
    co_return a_calendar("waited for");
}

std::shared_ptr<const Resource> calendar_at_hand(const Request& request) {
    return request.path == "/m/quick/calendar.ics" ? a_calendar("at hand") : nullptr;
}

AServer with_people() {
    return AServer{small_limits(), true, &page_of, {&calendar_at_hand, &calendar_of}};
}

}  // namespace

TEST_CASE("every address is a row of the table, and nothing else is one") {
    struct Row {
        std::string path;
        std::string route;  ///< "" = none
    };
    const std::vector<Row> rows{
        {"/", "/"},
        {"/en", "/en"},
        {"/en/", ""},
        {"", ""},
        {"//", ""},
        {"/calendar.ics", "/calendar.ics"},
        {"/calendar.ics/", ""},
        {"/calendar/thanh-vien.ics", "/calendar/"},
        {"/calendar/", ""},
        {"/calendar", ""},
        {"/calendar.json", "/calendar.json"},
        {"/event/a-20260101.ics", "/event/"},
        {"/u/token", "/u/"},
        {"/u/", ""},
        {"/u", ""},
        {"/m/token/calendar.ics", "/m/"},
        {"/m/", ""},
        {"/healthz", "/healthz"},
        {"/healthz/x", ""},
        {"/../etc/passwd", ""},
        {"*", ""},
    };
    for (const auto& [path, expected] : rows) {
        CAPTURE(path);
        const auto* route = route_of(path);
        CHECK((route == nullptr ? "" : std::string(route->path)) == expected);
    }
}

TEST_CASE("whatever is ready has a row") {
    CHECK_THROWS_AS(Site({{"/nowhere", Content{}}}), std::logic_error);
    for (const auto& [path, content] : fixed_contents()) {
        CAPTURE(path);
        REQUIRE(route_of(path) != nullptr);
        CHECK(route_of(path)->handler == Handler::ready);
    }
}

TEST_CASE("another method than those of the address is refused with those of the address") {
    auto server = with_people();
    const std::string reading = "GET, HEAD, OPTIONS";
    const std::string writing = "GET, HEAD, POST, OPTIONS";
    const std::vector<std::pair<std::string, std::string>> rows{
        {"/", reading},        {"/calendar.ics", reading}, {"/calendar/x.ics", reading},
        {"/healthz", reading}, {"/m/quick/x", reading},    {"/u/token", writing},
    };
    for (const auto& [path, allowed] : rows) {
        for (const char* method : {"PUT", "DELETE", "PROPFIND", "PATCH", "TRACE", "BREW"}) {
            CAPTURE(path, method);
            const auto reply = server.exchange(ask(method, path));
            CHECK(status_of(reply) == 405);
            CHECK(field_of(reply, "Allow") == allowed);
            CHECK(body_of(reply).find(allowed) != std::string::npos);
            CHECK(body_of(reply).starts_with("Địa chỉ này"));
            CHECK(body_of(reply).find("This address") != std::string::npos);
        }
        const auto options = server.exchange(ask("OPTIONS", path));
        CHECK(status_of(options) == 204);
        CHECK(field_of(options, "Allow") == allowed);
        CHECK(status_of(server.exchange(ask("POST", path))) == (allowed == writing ? 200 : 405));
    }
    CHECK(field_of(server.exchange(ask("OPTIONS", "*")), "Allow") == writing);
}

TEST_CASE("where nothing is, every method finds nothing") {
    AServer server;
    for (const char* path : {"/nowhere", "/u/", "/u/token", "/m/token/calendar.ics", "/event/x"})
        for (const char* method : {"GET", "HEAD", "POST", "OPTIONS", "DELETE"}) {
            CAPTURE(path, method);
            const auto* route = route_of(path);
            const auto status = status_of(server.exchange(ask(method, path)));
            const bool reads = std::string(method) == "GET" || std::string(method) == "HEAD";
            if (route == nullptr || reads) CHECK(status == 404);
        }
}

TEST_CASE("a person's page reads what was posted, and HEAD tells what GET would") {
    auto server = with_people();
    CHECK(body_of(server.exchange(ask("GET", "/u/a"))) == "read /u/a");
    CHECK(body_of(server.exchange(ask("POST", "/u/a", "?x=1"))) == "posted /u/a?x=1");
    const auto head = server.exchange(ask("HEAD", "/u/a"));
    CHECK(field_of(head, "Content-Length") == "9");
    CHECK(body_of(head).empty());
}

TEST_CASE("who asks before he posts is told to go on where a body is wanted") {
    auto server = with_people();
    const std::string fields =
        "Host: x\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n?x=1";
    const auto asked = server.exchange("POST /u/a HTTP/1.1\r\n" + fields);
    const std::string go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    REQUIRE(asked.starts_with(go_on));
    CHECK(body_of(asked.substr(go_on.size())) == "posted /u/a?x=1");
    // Of an older client the field means nothing.
    CHECK(body_of(server.exchange("POST /u/a HTTP/1.0\r\n" + fields)) == "posted /u/a?x=1");
    for (const char* elsewhere : {"/", "/nowhere", "/m/quick/calendar.ics"}) {
        const auto refused =
            server.exchange("POST " + std::string(elsewhere) + " HTTP/1.1\r\n" + fields);
        CHECK(status_of(refused) >= 404);
        CHECK(field_of(refused, "Connection") == "close");
    }
}

TEST_CASE("who guesses secret addresses has to wait, and who knows one does not") {
    auto server = with_people();
    for (int i = 0; i < Misses::a_minute; ++i)
        CHECK(status_of(server.exchange(ask("GET", "/m/guess/calendar.ics"))) == 404);
    const auto refused = server.exchange(ask("GET", "/m/guess/calendar.ics"));
    CHECK(status_of(refused) == 429);
    CHECK(field_of(refused, "Retry-After") == "60");
    CHECK(field_of(refused, "Connection") == "close");
    CHECK(status_of(server.exchange(ask("GET", "/m/gone/calendar.ics"))) == 429);
    CHECK(status_of(server.exchange(ask("GET", "/m/quick/calendar.ics"))) == 200);
    CHECK(status_of(server.exchange(ask("GET", "/m/slow/calendar.ics"))) == 200);
    CHECK(status_of(server.exchange(ask("GET", "/nowhere"))) == 404);
}

TEST_CASE("behind a proxy that is trusted each client pays for his own guesses") {
    auto server = with_people();
    server.server.trust(TrustedProxies({"127.0.0.1"}));
    const auto from = [&](const std::string& client) {
        return status_of(server.exchange(
            "GET /m/guess/calendar.ics HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: " + client +
            "\r\nConnection: close\r\n\r\n"));
    };
    for (int i = 0; i < Misses::a_minute; ++i) CHECK(from("1.2.3.4, 192.0.2.1") == 404);
    CHECK(from("192.0.2.1") == 429);
    CHECK(from("192.0.2.2") == 404);
    server.server.trust({});
    CHECK(from("192.0.2.1") == 404);
}

TEST_CASE("a person's calendar comes at once if it is at hand, and else is waited for") {
    auto server = with_people();
    const auto quick = server.exchange(ask("GET", "/m/quick/calendar.ics"));
    CHECK(status_of(quick) == 200);
    CHECK(body_of(quick) == "at hand");
    CHECK(body_of(server.exchange(ask("GET", "/m/slow/calendar.ics"))) == "waited for");
    CHECK(body_of(server.exchange(ask("HEAD", "/m/slow/calendar.ics"))).empty());
    const auto gone = server.exchange(ask("GET", "/m/gone/calendar.ics"));
    CHECK(status_of(gone) == 410);
    CHECK(body_of(gone).starts_with("Lịch này đã bị thu hồi."));
    CHECK(status_of(server.exchange(ask("GET", "/m/trouble/calendar.ics"))) == 503);
    CHECK(status_of(server.exchange(ask("GET", "/m/other/calendar.ics"))) == 404);
}

TEST_CASE("a log never shows what follows a secret address, however it was spelt") {
    const std::string token = "U3kq_Zr0-hV9bXo2mTt7cLw5yQe8sDg1nJf4aPi6RuE";
    REQUIRE(token.size() == 43);
    std::string encoded;
    for (const char c : token) encoded += fmt::format("%{:02x}", c);
    const std::string long_id = "hoi-nghi-tong-ket-cong-tac-vi-su-tien-bo-phu-nu-20261231";
    const std::vector<std::pair<std::string, std::string>> rows{
        {"/", "/"},
        {"/calendar.ics?kind=task", "/calendar.ics"},
        {"/calendar%2Eics", "/calendar%2Eics"},
        {"/u/token", "/u/*"},
        {"/u/token?again=token", "/u/*"},
        {"/m/token/calendar.ics", "/m/*"},
        {"/m/" + token + "/calendar.ics", "/m/*31a829eb"},
        {"/m/" + token + "/calendar.ics?x=" + token, "/m/*31a829eb"},
        {"/m/" + token, "/m/*"},
        {"/m/" + token + "x/calendar.ics", "/m/*"},
        {"/m/%55" + token.substr(1) + "/calendar.ics", "/m/*"},
        {"/M/token", "/M/*"},
        {"//m/token", "//m/*"},
        {"/x/../u/token", "/x/../u/*"},
        {"http://lich.example.org/u/token", "http://lich.example.org/u/*"},
        {"/%75/token", "/u/*"},
        {"/u%2ftoken", "/u/*"},
        {"/u%252ftoken", "/u/*"},
        {"/%2575%25252ftoken", "/u/*"},
        {"/%zz%2", "/%zz%2"},
        {"/" + token + "/calendar.ics", "/*"},
        {"/calendar/" + token + ".ics", "/calendar/*"},
        {"/calendar.ics/m" + token, "/calendar.ics/*"},
        {token, "*"},
        {"/event/x.ics%2f" + token, "/event/*"},
        {"/a/%" + token, "/a/*"},
        {"/a/%55" + token.substr(1), "/a/*"},
        {"/a/%25%35%35" + token.substr(1), "/a/*"},
        {"/" + encoded + "/" + token, "/*"},
        {"/m%2f" + token, "/*"},
        {"/a/" + token.substr(1), "/a/*"},
        {"/u" + token.substr(0, 36), "/*"},
        {"/" + token.substr(0, 22), "/*"},
        {"/" + token.substr(0, 21), "/" + token.substr(0, 21)},
        {"/event/" + long_id + ".ics", "/event/" + long_id + ".ics"},
        {"/u", "/u"},
        {"", ""},
    };
    for (const auto& [target, shown] : rows) {
        CAPTURE(target);
        CHECK(logged_path(target) == shown);
    }
}

TEST_CASE("what is refused before it is routed leaves no secret in the log either") {
    auto server = with_people();
    for (const char* octets : {"GET /u/token HTTP/1.1\r\n\r\n", "GET /m/token HTTP/1.0\r\n\r\n",
                               "PUT /m/token/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                               "GET http://x/%75/token HTTP/1.1\r\nHost: y z\r\n\r\n"})
        server.exchange(octets);
    REQUIRE(server.log.size() == 4);
    for (const auto& line : server.log) {
        CAPTURE(line);
        CHECK(line.find("token") == std::string::npos);
        CHECK(line.find("/*") != std::string::npos);
    }
}
