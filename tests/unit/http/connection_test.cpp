#include "a_server.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::http;

namespace {

const std::string keep = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
const std::string last = "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

const std::string desk_page = "GET /u/x HTTP/1.1\r\nHost: x\r\n\r\n";

/// Takes its time.
struct SlowDesk {
    std::size_t begun = 0;
    bool done = false;
    asio::awaitable<Prepared> page() {
        ++begun;
        const auto loop = co_await asio::this_coro::executor;
        while (!done) co_await asio::post(loop, asio::use_awaitable);
        co_return Prepared(200, {}, "done");
    }
};

/// Reads one answer that has a body ending in "}\n".
asio::awaitable<std::string> one_answer(tcp::socket& socket) {
    std::string text;
    auto buffer = asio::dynamic_buffer(text);
    co_await asio::async_read_until(socket, buffer, "}\n", asio::use_awaitable);
    co_return text;
}

asio::awaitable<void> asked(tcp::socket& socket) {
    auto octets = asio::buffer(keep);
    co_await asio::async_write(socket, octets, asio::use_awaitable);
    co_await one_answer(socket);
}

asio::awaitable<void> connected(AServer& server, std::vector<tcp::socket>& sockets) {
    sockets.push_back(co_await server.connected());
}

asio::awaitable<void> opened(AServer& server, std::vector<tcp::socket>& sockets) {
    co_await connected(server, sockets);
    co_await asked(sockets.back());
}

asio::awaitable<void> rest_of(tcp::socket& socket, std::string& reply) {
    reply = co_await AServer::rest(socket);
}

}  // namespace

TEST_CASE("a request in pieces of any size is understood") {
    AServer server(patient());
    const std::string octets = keep + last;
    for (std::size_t piece = 1; piece <= 7; ++piece) {
        CAPTURE(piece);
        const auto reply = server.exchange(octets, piece);
        CHECK(status_of(reply) == 200);
        CHECK(answers_in(reply) == 2);
    }
}

TEST_CASE("requests sent ahead are answered in their order") {
    AServer server;
    std::string octets;
    for (int i = 0; i < 50; ++i)
        octets += "GET /n" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\n\r\n";
    const auto reply = server.exchange(octets + last);
    CHECK(answers_in(reply) == 51);
    REQUIRE(server.log.size() == 51);
    for (std::size_t i = 0; i < 50; ++i)
        CHECK(server.log.at(i).starts_with("GET /n" + std::to_string(i) + " 404 "));
}

TEST_CASE("only a form has a body; behind another one the connection ends") {
    struct Row {
        const char* line;
        std::size_t size;
        unsigned status;
        std::size_t answers;
    };
    const auto row = GENERATE(values<Row>({{"POST /u/x", 8 * 1024, 404, 2},
                                           {"POST /u/x", 8 * 1024 + 1, 413, 1},
                                           {"POST /", 10, 405, 1},
                                           {"POST /nowhere", 10, 404, 1},
                                           {"PUT /calendar.ics", 200'000, 405, 1},
                                           {"PROPFIND /calendar.ics", 10, 405, 1},
                                           {"GET /healthz", 10, 200, 1},
                                           {"GET /healthz", 200'000, 200, 1},
                                           {"GET /healthz", 0, 200, 2},
                                           {"HEAD /u/x", 10, 404, 1}}));
    CAPTURE(row.line, row.size);
    AServer server;
    const std::string body(row.size, 'b');
    const auto reply =
        server.exchange(std::string(row.line) + " HTTP/1.1\r\nHost: x\r\nContent-Length: " +
                        std::to_string(body.size()) + "\r\n\r\n" + body + last);
    CHECK(status_of(reply) == row.status);
    CHECK(answers_in(reply) == row.answers);
    if (row.status == 405) CHECK(field_of(reply, "Allow") == "GET, HEAD, OPTIONS");
}

TEST_CASE("who asks before sending a body is answered without it") {
    AServer server;
    const auto reply = server.exchange(
        "PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
    CHECK(status_of(reply) == 405);
    CHECK(field_of(reply, "Connection") == "close");
}

TEST_CASE("nobody is invited to send what is too long") {
    AServer server;
    const auto reply = server.exchange(
        "POST /u/x HTTP/1.1\r\nHost: x\r\nContent-Length: 9000\r\nExpect: 100-continue\r\n\r\n");
    CHECK(reply.starts_with("HTTP/1.1 413 "));
}

TEST_CASE("an expectation nobody knows is no reason to invite a body") {
    AServer server;
    const auto reply = server.exchange(
        "POST /u/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 5\r\n"
        "Expect: foo\r\n\r\nabcde");
    CHECK(answers_in(reply) == 1);
    CHECK(reply.find(" 100 ") == std::string::npos);
}

TEST_CASE("HTTP/1.0 closes unless keep-alive was asked for") {
    AServer server;
    const auto once = server.exchange("GET /healthz HTTP/1.0\r\n\r\n" + keep);
    CHECK(answers_in(once) == 1);
    CHECK(field_of(once, "Connection") == "close");
    const auto twice =
        server.exchange("GET /healthz HTTP/1.0\r\nConnection: keep-alive\r\n\r\n" + last);
    CHECK(answers_in(twice) == 2);
    CHECK(field_of(twice, "Connection") == "keep-alive");
}

TEST_CASE("HTTP/1.0 closes where close stands beside keep-alive, or a proxy was meant") {
    AServer server;
    for (const auto* fields :
         {"Connection: keep-alive, close\r\n", "Connection: close, keep-alive\r\n",
          "Connection: keep-alive\r\nConnection: Close\r\n", "Proxy-Connection: keep-alive\r\n"}) {
        CAPTURE(fields);
        const auto reply =
            server.exchange(std::string("GET /healthz HTTP/1.0\r\n") + fields + "\r\n" + keep);
        CHECK(answers_in(reply) == 1);
        CHECK(field_of(reply, "Connection") == "close");
    }
    for (const auto* fields : {"Connection: Keep-Alive\r\n", "Connection: x, keep-alive\r\n"}) {
        CAPTURE(fields);
        CHECK(answers_in(server.exchange(std::string("GET /healthz HTTP/1.0\r\n") + fields +
                                         "\r\n" + last)) == 2);
    }
}

TEST_CASE("IPv4 over a socket of IPv6 is IPv4: it is told so, and this machine is not counted") {
    Limits limits = patient();
    limits.from_one_address = 2;
    std::string client;
    PersonalFeeds personal;
    personal.find = [&](const Request& request) -> asio::awaitable<Found> {
        client = request.client;
        co_return tl::unexpected(404U);
    };
    std::optional<AServer> server;
    try {
        server.emplace(limits, true, Desk{}, personal, Listening{"::"});
    } catch (const CannotListen&) {
        WARN("this machine has no IPv6");
        return;
    }
    std::vector<tcp::socket> sockets;
    for (int i = 0; i < 4; ++i) server->run(opened(*server, sockets));
    CHECK(server->server.connections() == 4);
    server->exchange("GET /m/x/calendar.ics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    CHECK(client == "127.0.0.1");
}

TEST_CASE("a connection that stays silent is closed without a word") {
    AServer server;
    CHECK(server.exchange("").empty());
    const auto reply = server.exchange(keep);
    CHECK(answers_in(reply) == 1);
    CHECK(server.server.connections() == 0);
}

TEST_CASE("a new connection has no longer to begin than a head to end") {
    Limits limits = patient();
    limits.head = std::chrono::milliseconds{60};
    AServer server(limits);
    const auto start = std::chrono::steady_clock::now();
    CHECK(server.exchange("").empty());
    CHECK(std::chrono::steady_clock::now() - start < limits.idle / 2);
    CHECK(server.log.empty());
}

TEST_CASE("a head or body that does not end is given up, and its client is told") {
    AServer server;
    for (const char* octets : {"G", "GET / HTTP/1.1\r\nHost: x\r\n",
                               "POST /u/x HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc"}) {
        CAPTURE(octets);
        const auto reply = server.exchange(octets);
        CHECK(status_of(reply) == 408);
        CHECK(answers_in(reply) == 1);
        CHECK(field_of(reply, "Connection") == "close");
        CHECK(body_of(reply).starts_with("Máy chủ đã chờ"));
        CHECK(body_of(reply).find("waited") != std::string::npos);
    }
    REQUIRE(server.log.size() == 3);
    CHECK(server.log.at(0).starts_with("- - 408 "));
    CHECK(server.log.at(1).starts_with("- - 408 "));
    CHECK(server.log.at(2).starts_with("POST /u/* 408 "));
    server.settle(0);
}

TEST_CASE("a request that was sent ahead in part is given up like any other") {
    AServer server;
    const auto reply = server.exchange(keep + "GET / HT");
    CHECK(answers_in(reply) == 2);
    CHECK(reply.find("HTTP/1.1 408 Request Timeout\r\n") != std::string::npos);
}

TEST_CASE("a client that leaves in the middle leaves nothing behind") {
    AServer server(patient());
    CHECK(server.exchange("GET / HT", 0, true).empty());
    CHECK(server.server.connections() == 0);
    CHECK(server.faults.empty());
}

TEST_CASE("over the limit of connections the oldest idle one makes room") {
    Limits limits = patient();
    limits.connections = 3;
    AServer server(limits);
    std::vector<tcp::socket> sockets;
    for (int i = 0; i < 4; ++i) server.run(opened(server, sockets));
    std::string reply = "open";
    server.run(rest_of(sockets.front(), reply));
    CHECK(reply.empty());
    CHECK(server.server.connections() == 3);
}

TEST_CASE("one address takes no more than its share of connections, and this machine any number") {
    Limits limits = patient();
    limits.from_one_address = 2;
    AServer server(limits);
    std::vector<tcp::socket> sockets;
    for (int i = 0; i < 4; ++i) server.run(opened(server, sockets));
    CHECK(server.server.connections() == 4);

    const auto from = [&](const char* address) {
        tcp::socket socket(server.loop);
        socket.open(tcp::v4());
        socket.bind({asio::ip::make_address(address), 0});
        socket.connect({asio::ip::address_v4::loopback(), server.server.port()});
        return socket;
    };
    std::string reply;
    std::vector<tcp::socket> held;
    for (int i = 0; i < 2; ++i) {
        held.push_back(from("127.0.0.8"));
        server.run(asked(held.back()));
    }
    auto third = from("127.0.0.8");
    server.run(rest_of(third, reply));
    CHECK(status_of(reply) == 429);
    CHECK(answers_in(reply) == 1);
    CHECK(field_of(reply, "Retry-After") == "60");
    CHECK(field_of(reply, "Connection") == "close");
    CHECK(field_of(reply, "Content-Length") == std::to_string(body_of(reply).size()));
    CHECK(body_of(reply).starts_with("Địa chỉ mạng này"));
    server.until([&] { return !server.turned_away.empty(); });
    CHECK(server.turned_away.front().one_address == 1);
    held.push_back(from("127.0.0.9"));
    server.run(asked(held.back()));
    // Who closes one may open another.
    held.front().close();
    server.settle(6);
    held.push_back(from("127.0.0.8"));
    server.run(asked(held.back()));
}

TEST_CASE("where nobody can make room a connection is told so and given back at once") {
    Limits limits = patient();
    limits.connections = 3;
    SlowDesk desk;
    AServer server(limits, true, [&](const Visit&) { return desk.page(); });
    std::vector<tcp::socket> sockets;
    for (std::size_t i = 0; i < limits.connections; ++i) {
        server.run(connected(server, sockets));
        asio::write(sockets.back(), asio::buffer(desk_page));
        server.until([&] { return desk.begun == i + 1; });
    }
    for (std::size_t i = 0; i < 3; ++i) {
        const auto reply = server.exchange(keep);
        CHECK(status_of(reply) == 503);
        CHECK(answers_in(reply) == 1);
        CHECK(field_of(reply, "Retry-After") == "10");
        CHECK(field_of(reply, "Connection") == "close");
        CHECK(body_of(reply).starts_with("Máy chủ đang có quá nhiều kết nối"));
        CHECK(server.server.connections() == 3);
        // Of the others it is told in a minute.
        server.until([&] { return !server.turned_away.empty(); });
    }
    REQUIRE(server.turned_away.size() == 1);
    CHECK(server.turned_away.front().everybody == 1);
    CHECK(server.turned_away.front().one_address == 0);
    CHECK(server.log.empty());
    desk.done = true;
    server.until([&] { return server.log.size() == 3; });
}

TEST_CASE("an answer that is being made is given when the server stops") {
    SlowDesk desk;
    Limits limits = patient();
    limits.grace = std::chrono::seconds{20};
    AServer server(limits, true, [&](const Visit&) { return desk.page(); });
    std::vector<tcp::socket> sockets;
    server.run(connected(server, sockets));
    asio::write(sockets.back(), asio::buffer(desk_page));
    server.until([&] { return desk.begun == 1; });
    server.stop.emit(asio::cancellation_type::total);
    desk.done = true;
    std::string reply;
    server.run(rest_of(sockets.back(), reply));
    CHECK(status_of(reply) == 200);
}

TEST_CASE("stopping closes what is idle and leaves no session") {
    AServer server(patient());
    std::vector<tcp::socket> sockets;
    for (int i = 0; i < 3; ++i) server.run(opened(server, sockets));
    server.stop.emit(asio::cancellation_type::total);
    std::string reply = "open";
    for (auto& socket : sockets) server.run(rest_of(socket, reply));
    CHECK(reply.empty());
    server.loop.restart();
    server.loop.run();
    CHECK(server.stopped);
    CHECK(server.server.connections() == 0);
}

TEST_CASE("which port it was is known when nobody listens any more") {
    AServer server;
    const auto port = server.server.port();
    CHECK(port != 0);
    server.stop.emit(asio::cancellation_type::total);
    server.until([&] { return server.stopped; });
    CHECK(server.server.port() == port);
}

TEST_CASE("a port in use is told at once") {
    AServer first;
    const auto second = [&] {
        Surroundings surroundings{first.sites, first.clock, {}, {}};
        Server server(first.loop.get_executor(), {"127.0.0.1", first.server.port()}, surroundings);
    };
    CHECK_THROWS_AS(second(), CannotListen);
}

TEST_CASE("a request that cannot be read is no longer the proxy's last client's") {
    AServer server(patient());
    server.server.trust(TrustedProxies({"127.0.0.1"}));
    const std::string of_another =
        "GET /healthz HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 203.0.113.9\r\n\r\n";
    const auto reply =
        server.exchange(of_another + keep + of_another +
                        std::string("GET / HTTP/1.1\r\nHost: x\r\nA: b\0\r\n\r\n", 35));
    CHECK(answers_in(reply) == 4);
    CHECK(server.clients ==
          std::vector<std::string>{"203.0.113.9", "127.0.0.1", "203.0.113.9", "127.0.0.1"});
}

TEST_CASE("a target of which a log may show nothing leaves its place in the line") {
    AServer server;
    CHECK(status_of(server.exchange("GET ?x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")) ==
          400);
    CHECK(server.log.front().starts_with("GET - 400 "));
}

TEST_CASE("the limits are those that were promised") {
    const Limits limits;
    using std::chrono::seconds;
    CHECK(limits.head == seconds{10});
    CHECK(limits.body == seconds{10});
    CHECK(limits.write == seconds{60});
    CHECK(limits.idle == seconds{30});
    CHECK(limits.linger <= seconds{2});
    CHECK(limits.sweep <= seconds{1});
    CHECK(limits.grace <= seconds{10});
    CHECK(limits.connections == 8192);
    CHECK(limits.from_one_address == 100);
}
