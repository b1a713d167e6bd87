// Clients who send drop by drop, who do not read, or who never end: each is held to absolute
// limits.
#include "a_server.hpp"

#include <boost/asio/steady_timer.hpp>
#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::http;

namespace {

const std::string keep = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
const std::string last = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

/// Larger than what the kernel keeps for a client that does not read.
constexpr std::size_t large = std::size_t{16} * 1024 * 1024;

/// Without a part that is like another.
const std::string& large_text() {
    static const std::string text = [] {
        std::string numbers;
        for (int i = 0; numbers.size() < large; ++i) numbers += std::to_string(i) + ' ';
        numbers.resize(large);
        return numbers;
    }();
    return text;
}

/// From where it is sent.
enum class From { memory, file, both };

void serve_large(AServer& server, From from) {
    auto contents = fixed_contents();
    Content content;
    content.type = "text/plain";
    content.octets = large_text();
    content.in_demand = from == From::file;
    if (from == From::both) {
        const std::size_t half = large / 2;
        CommonEnds ends;
        content.end = ends.of(large_text().substr(half));
        content.end = ends.of(large_text().substr(half));
        REQUIRE(content.end->file() != nullptr);
        content.octets.resize(half);
    }
    contents.emplace("/", std::move(content));
    server.sites.use(std::make_shared<const Site>(std::move(contents)));
}

/// Little of it is under way in the client's kernel.
class NarrowClient {
  public:
    explicit NarrowClient(AServer& server) : server_(server), socket_(server.loop) {
        socket_.open(tcp::v4());
        socket_.set_option(tcp::socket::receive_buffer_size(16 * 1024));
        socket_.set_option(tcp::socket::send_buffer_size(16 * 1024));
        socket_.connect({asio::ip::address_v4::loopback(), server.server.port()});
    }
    /// How much of it was taken before the connection ended.
    std::size_t send(const std::string& octets) {
        std::size_t taken = 0;
        server_.run(sent(octets, taken));
        return taken;
    }
    void read_some() { server_.run(some_read()); }
    void read_on() { server_.run(all_read()); }
    std::string text;

  private:
    asio::awaitable<void> sent(const std::string& octets, std::size_t& taken) {
        error_code fault;
        taken = co_await asio::async_write(socket_, asio::buffer(octets),
                                           asio::redirect_error(asio::use_awaitable, fault));
    }
    asio::awaitable<void> some_read() {
        text.resize(1024);
        text.resize(co_await socket_.async_read_some(asio::buffer(text), asio::use_awaitable));
    }
    asio::awaitable<void> all_read() { text += co_await AServer::rest(socket_); }

    AServer& server_;
    tcp::socket socket_;
};

/// An octet every few milliseconds until an answer comes, or everything has been sent.
asio::awaitable<void> drip(AServer& server, const std::string& octets, std::string& reply) {
    auto socket = co_await server.connected();
    socket.set_option(tcp::no_delay(true));
    asio::steady_timer pause(server.loop);
    for (const char& octet : octets) {
        if (socket.available() > 0) break;
        co_await asio::async_write(socket, asio::buffer(&octet, 1), asio::use_awaitable);
        pause.expires_after(std::chrono::milliseconds{5});
        co_await pause.async_wait(asio::use_awaitable);
    }
    reply = co_await AServer::rest(socket);
}

}  // namespace

// A limit counted from the last octet would never be reached: the request would be whole after some
// seconds and be answered 200 or 405.
TEST_CASE("what comes drop by drop is cut at the limit, however steady the drops") {
    const std::string begin = " /u/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
    const std::string filler(1000, 'a');
    const std::string head = "GET" + begin + "A: " + filler + "\r\n\r\n";
    const std::string body = "POST" + begin + "Content-Length: 1000\r\n\r\n" + filler;
    Limits slow_body = small_limits();
    slow_body.head = std::chrono::seconds{20};
    for (const auto& [octets, limits] : {std::pair{head, small_limits()}, {body, slow_body}}) {
        CAPTURE(octets);
        AServer server(limits);
        std::string reply;
        server.run(drip(server, octets, reply));
        CHECK(status_of(reply) == 408);
        CHECK(answers_in(reply) == 1);
        CHECK(server.log.size() == 1);
    }
}

TEST_CASE("a client that does not read its answer is cut at the limit") {
    Limits limits = patient();
    limits.write = std::chrono::milliseconds{100};
    AServer server(limits);
    serve_large(server, GENERATE(From::memory, From::file, From::both));
    NarrowClient client(server);
    client.send(last);
    client.read_some();
    CHECK(status_of(client.text) == 200);
    server.settle(0);
    client.read_on();
    CHECK(client.text.size() < large);
    REQUIRE(server.log.size() == 1);
    // As much as went out, not as much as there was.
    const auto logged = std::stoul(server.log[0].substr(server.log[0].rfind(' ') + 1));
    CHECK(logged == body_of(client.text).size());
}

TEST_CASE("of requests whose answers are not read only a few are taken") {
    Limits limits = patient();
    limits.write = std::chrono::milliseconds{200};
    AServer server(limits);
    serve_large(server, GENERATE(From::memory, From::file, From::both));
    NarrowClient client(server);
    std::string octets;
    while (octets.size() < large) octets += keep;
    // What was not taken waited before the server's door until the limit for writing.
    CHECK(client.send(octets) < octets.size() / 2);
    CHECK(server.log.size() == 1);
    server.settle(0);
}

TEST_CASE("a stop lets a slow reader have the rest of his answer") {
    Limits limits = patient();
    limits.grace = limits.write = std::chrono::seconds{20};
    AServer server(limits);
    serve_large(server, GENERATE(From::memory, From::file, From::both));
    NarrowClient client(server);
    client.send(keep);
    client.read_some();
    server.stop.emit(asio::cancellation_type::total);
    client.read_on();
    CHECK(answers_in(client.text) == 1);
    CHECK((body_of(client.text) == large_text()));
    server.settle(0);
    CHECK(server.log.size() == 1);
}

TEST_CASE("a client that never ends gets one answer and no more") {
    constexpr std::size_t size = std::size_t{10} * 1024 * 1024;
    struct Flood {
        const char* name;
        std::string head;
        std::string again;
        unsigned status;
    };
    const std::string post = "POST / HTTP/1.1\r\nHost: x\r\n";
    const std::vector<Flood> floods{
        {"request line", "GET /", "a", 414},
        {"field", "GET / HTTP/1.1\r\nHost: x\r\nA: ", "a", 431},
        {"fields", "GET / HTTP/1.1\r\nHost: x\r\n", "A:b\r\n", 431},
        {"empty lines", "", "\r\n", 400},
        {"chunks", post + "Transfer-Encoding: chunked\r\n\r\n", "1\r\na\r\n", 501},
        {"body", post + "Content-Length: " + std::to_string(size) + "\r\n\r\n", "a", 405},
        {"body of a form",
         "POST /u/x HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(size) + "\r\n\r\n",
         "a", 413},
        {"lines without a version", "", "GET /\r\n", 400},
    };
    Limits limits = patient();
    limits.linger = std::chrono::seconds{20};
    AServer server(limits);
    for (const auto& [name, head, again, status] : floods) {
        CAPTURE(name);
        std::string octets = head;
        octets.reserve(size + again.size());
        while (octets.size() < size) octets += again;
        const auto reply = server.exchange(std::move(octets), 0, true);
        CHECK(status_of(reply) == status);
        CHECK(answers_in(reply) == 1);
        CHECK(field_of(reply, "Connection") == "close");
    }
    CHECK(server.log.size() == floods.size());
    CHECK(server.faults.empty());
}
