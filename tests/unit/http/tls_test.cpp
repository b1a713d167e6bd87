// The same answers over TLS and over a Unix socket as over TCP.
#include "http/tls.hpp"

#include "a_server.hpp"
#include "support/temporary_directory.hpp"

#include <algorithm>
#include <boost/algorithm/string/erase.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace nhaclich;
using namespace nhaclich::http;
namespace fs = std::filesystem;
using local = asio::local::stream_protocol;

namespace {

std::string get(const std::string& target) {
    return "GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
}
const std::string last = get("/calendar.ics");
const std::string https_only = "Strict-Transport-Security: max-age=31536000\r\n";
const std::string keep = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";

/// Certificate and key of one name, signed by themselves.
struct Pair {
    std::string certificate;
    std::string key;
};
Pair a_pair(const fs::path& folder, const std::string& name, const std::string& kind) {
    const auto path = (folder / name).string();
    const auto command = "openssl req -x509 -nodes -days 2 -subj /CN=" + name + " -newkey " + kind +
                         " -keyout " + path + ".key -out " + path + ".pem 2>/dev/null";
    REQUIRE(std::system(command.c_str()) == 0);
    return {path + ".pem", path + ".key"};
}
const std::string curve = "ec -pkeyopt ec_paramgen_curve:prime256v1";

std::shared_ptr<const Tls> loaded(const Pair& pair) {
    auto tls = Tls::load(pair.certificate, pair.key);
    REQUIRE(tls);
    return *tls;
}

using Stream = asio::ssl::stream<tcp::socket>;

asio::awaitable<void> greeted(AServer& server, Stream& stream) {
    stream.next_layer() = co_await server.connected();
    co_await stream.async_handshake(Stream::client, asio::use_awaitable);
}

asio::awaitable<void> asked(Stream& stream, const std::string& octets, std::string& reply) {
    co_await asio::async_write(stream, asio::buffer(octets), asio::use_awaitable);
    error_code end;
    auto buffer = asio::dynamic_buffer(reply);
    co_await asio::async_read(stream, buffer, asio::redirect_error(asio::use_awaitable, end));
}

asio::awaitable<void> health_of(Stream& stream, std::string& reply) {
    co_await asio::async_write(stream, asio::buffer(keep), asio::use_awaitable);
    auto buffer = asio::dynamic_buffer(reply);
    co_await asio::async_read_until(stream, buffer, "}\n", asio::use_awaitable);
}

std::string name_of(Stream& stream) {
    const std::unique_ptr<X509, void (*)(X509*)> shown(
        SSL_get1_peer_certificate(stream.native_handle()), &X509_free);
    std::array<char, 100> text{};
    X509_NAME_get_text_by_NID(X509_get_subject_name(shown.get()), NID_commonName, text.data(),
                              static_cast<int>(text.size()));
    return text.data();
}

asio::awaitable<void> asked_locally(const std::string& path, std::string& reply) {
    local::socket socket(co_await asio::this_coro::executor);
    co_await socket.async_connect(local::endpoint(path), asio::use_awaitable);
    co_await asio::async_write(socket, asio::buffer(last), asio::use_awaitable);
    error_code end;
    auto buffer = asio::dynamic_buffer(reply);
    co_await asio::async_read(socket, buffer, asio::redirect_error(asio::use_awaitable, end));
}

}  // namespace

TEST_CASE("over TLS the answers are the same, in any version from 1.2 on") {
    const test::TemporaryDirectory folder;
    AServer server(patient());
    const auto plain = server.exchange(last);
    server.server.use(loaded(a_pair(folder.path(), "one", curve)));
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        asio::ssl::context context(asio::ssl::context::tls_client);
        SSL_CTX_set_max_proto_version(context.native_handle(), version);
        Stream stream(server.loop, context);
        server.run(greeted(server, stream));
        std::string reply;
        server.run(asked(stream, last, reply));
        CHECK(boost::erase_first_copy(reply, https_only) == plain);
    }
}

TEST_CASE("over TLS a content that ends like others is the same, however long it is before that") {
    const test::TemporaryDirectory folder;
    CommonEnds ends;
    std::string text;
    for (int i = 0; text.size() < 200'000; ++i) text += std::to_string(i) + ' ';
    for (const std::size_t lead : {0U, 10U, 16'000U, 40'000U, 150'000U}) {
        CAPTURE(lead);
        auto contents = fixed_contents();
        Content content;
        content.type = "text/plain";
        content.octets = text.substr(0, lead);
        content.end = ends.of(text.substr(lead));
        contents.emplace("/", std::move(content));
        AServer server(patient());
        server.sites.use(std::make_shared<const Site>(std::move(contents)));
        server.server.use(loaded(a_pair(folder.path(), "one", curve)));
        asio::ssl::context context(asio::ssl::context::tls_client);
        Stream stream(server.loop, context);
        server.run(greeted(server, stream));
        std::string reply;
        server.run(asked(stream, get("/"), reply));
        CHECK((body_of(reply) == text));
    }
}

TEST_CASE("only who came over our TLS is told to come over TLS for a year, whatever the answer") {
    const test::TemporaryDirectory folder;
    AServer server(patient());
    CHECK(server.exchange(last).find("Strict-Transport-Security") == std::string::npos);
    server.server.use(loaded(a_pair(folder.path(), "one", curve)));
    for (const char* target : {"/calendar.ics", "/healthz", "/nowhere", "//\\"}) {
        CAPTURE(target);
        asio::ssl::context context(asio::ssl::context::tls_client);
        Stream stream(server.loop, context);
        server.run(greeted(server, stream));
        std::string reply;
        server.run(asked(stream, get(target), reply));
        CHECK(field_of(reply, "Strict-Transport-Security") == "max-age=31536000");
    }
}

TEST_CASE("over TLS too a head that does not end is given up, and its client is told") {
    const test::TemporaryDirectory folder;
    Limits limits = patient();
    limits.head = std::chrono::milliseconds{500};
    AServer server(limits);
    server.server.use(loaded(a_pair(folder.path(), "one", curve)));
    asio::ssl::context context(asio::ssl::context::tls_client);
    Stream stream(server.loop, context);
    server.run(greeted(server, stream));
    std::string reply;
    server.run(asked(stream, "GET / HTTP/1.1\r\n", reply));
    CHECK(status_of(reply) == 408);
    CHECK(server.log.size() == 1);
}

TEST_CASE("an answer of many records comes whole") {
    const test::TemporaryDirectory folder;
    AServer server(patient());
    auto contents = fixed_contents();
    Content large;
    large.type = "text/plain";
    for (int i = 0; i < 400'000; ++i) large.octets += std::to_string(i);
    contents.emplace("/", large);
    server.sites.use(std::make_shared<const Site>(std::move(contents)));
    server.server.use(loaded(a_pair(folder.path(), "one", curve)));
    asio::ssl::context context(asio::ssl::context::tls_client);
    Stream stream(server.loop, context);
    server.run(greeted(server, stream));
    std::string reply;
    server.run(asked(stream, get("/"), reply));
    CHECK(body_of(reply) == large.octets);
}

TEST_CASE("TLS 1.1 and a protocol that is not ours are refused in the handshake") {
    const test::TemporaryDirectory folder;
    AServer server(patient());
    server.server.use(loaded(a_pair(folder.path(), "one", curve)));
    asio::ssl::context old(asio::ssl::context::tls_client);
    SSL_CTX_set_security_level(old.native_handle(), 0);
    SSL_CTX_set_max_proto_version(old.native_handle(), TLS1_1_VERSION);
    Stream outdated(server.loop, old);
    CHECK_THROWS_AS(server.run(greeted(server, outdated)), boost::system::system_error);
    asio::ssl::context other(asio::ssl::context::tls_client);
    const std::array<unsigned char, 3> only_h2{2, 'h', '2'};
    SSL_CTX_set_alpn_protos(other.native_handle(), only_h2.data(), only_h2.size());
    Stream newer(server.loop, other);
    CHECK_THROWS_AS(server.run(greeted(server, newer)), boost::system::system_error);
    CHECK(server.faults.empty());
}

TEST_CASE("a connection asks for TLS 1.2 by itself, and negotiates once") {
    const test::TemporaryDirectory folder;
    const auto tls = loaded(a_pair(folder.path(), "one", curve));
    const auto ssl = tls->over(0);
    CHECK(SSL_get_min_proto_version(ssl.get()) == TLS1_2_VERSION);
    CHECK((SSL_get_options(ssl.get()) & SSL_OP_NO_RENEGOTIATION) != 0);
}

TEST_CASE("who never shakes hands is given up, and so is who speaks plainly to TLS") {
    const test::TemporaryDirectory folder;
    AServer server;
    server.server.use(loaded(a_pair(folder.path(), "one", curve)));
    CHECK(server.exchange("").empty());
    CHECK(server.exchange("\x16\x03\x01").empty());
    const auto reply = server.exchange(last);
    CHECK(reply.find("VCALENDAR") == std::string::npos);
    CHECK(server.server.connections() == 0);
}

TEST_CASE("a new certificate is for new connections; one of the old ends with its next answer") {
    const test::TemporaryDirectory folder;
    AServer server(patient());
    server.server.use(loaded(a_pair(folder.path(), "one", curve)));
    asio::ssl::context context(asio::ssl::context::tls_client);
    Stream before(server.loop, context);
    server.run(greeted(server, before));
    std::string reply;
    server.run(health_of(before, reply));
    CHECK(field_of(reply, "Connection").empty());
    server.server.use(loaded(a_pair(folder.path(), "two", "rsa:2048")));
    Stream after(server.loop, context);
    server.run(greeted(server, after));
    CHECK(name_of(before) == "one");
    CHECK(name_of(after) == "two");
    reply.clear();
    server.run(asked(before, keep, reply));
    CHECK(status_of(reply) == 200);
    CHECK(field_of(reply, "Connection") == "close");
}

TEST_CASE("files that are no pair are told by name") {
    const test::TemporaryDirectory folder;
    const auto one = a_pair(folder.path(), "one", curve);
    const auto two = a_pair(folder.path(), "two", "rsa:2048");
    const auto three = a_pair(folder.path(), "three", curve);
    const auto junk = folder.path() + "/junk.pem";
    std::ofstream(junk) << "nothing\n";
    const auto said = [](const std::string& certificate, const std::string& key) {
        const auto tls = Tls::load(certificate, key);
        return tls ? std::string() : std::string(tls.error().id.key);
    };
    CHECK(said(one.certificate, one.key).empty());
    CHECK(said(junk, one.key) == "tls.certificate");
    CHECK(said("/nowhere/x.pem", one.key) == "tls.certificate");
    CHECK(said(one.certificate, junk) == "tls.key");
    CHECK(said(one.certificate, "/nowhere/x.key") == "tls.key");
    CHECK(said(one.certificate, two.key) == "tls.key-differs");
    CHECK(said(one.certificate, three.key) == "tls.key-differs");

    const auto why = [](const std::string& certificate, const std::string& key) {
        const auto error = Tls::load(certificate, key).error();
        const auto arg = std::ranges::find(error.args, "reason", &Arg::name);
        return arg == error.args.end() ? std::string() : arg->value;
    };
    const auto missing = std::generic_category().message(ENOENT);
    CHECK(why("/nowhere/x.pem", one.key) == missing);
    CHECK(why(one.certificate, "/nowhere/x.key") == missing);
    CHECK(why(junk, one.key) == "no start line");
}

TEST_CASE("a Unix socket answers beside TCP, is nobody else's, and goes with the server") {
    const test::TemporaryDirectory folder;
    const auto path = folder.path() + "/http.sock";
    {
        AServer server(patient(), true, {}, {}, Listening{"127.0.0.1", 0, path});
        const auto plain = server.exchange(last);
        std::string reply;
        server.run(asked_locally(path, reply));
        CHECK(reply == plain);
        CHECK((fs::status(path).permissions() & fs::perms::mask) == fs::perms{0660});
    }
    CHECK_FALSE(fs::exists(path));
    {
        AServer server(patient(), true, {}, {}, Listening{"", 0, path});
        CHECK(server.server.port() == 0);
        std::string reply;
        server.run(asked_locally(path, reply));
        CHECK(status_of(reply) == 200);
    }
}

TEST_CASE("a socket left behind is replaced; one that is answered, or another file, is not") {
    const test::TemporaryDirectory folder;
    asio::io_context loop;
    const auto path = folder.path() + "/http.sock";
    { local::acceptor left(loop, local::endpoint(path)); }
    REQUIRE(fs::exists(path));
    LocalDoor door(loop.get_executor(), path);
    CHECK_THROWS_AS(LocalDoor(loop.get_executor(), path), boost::system::system_error);
    const auto file = folder.path() + "/file";
    std::ofstream(file) << "mine\n";
    CHECK_THROWS_AS(LocalDoor(loop.get_executor(), file), boost::system::system_error);
    CHECK(fs::file_size(file) == 5);
}
