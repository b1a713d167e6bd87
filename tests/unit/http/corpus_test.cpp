// Octets as an attacker, a broken proxy or an old client sends them: RFC 9112.
#include "a_server.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::http;

namespace {

/// What follows every case: a request that must never be answered.
const std::string smuggled = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";

struct Case {
    const char* name;
    std::string octets;
    unsigned status;
};

std::string post(const std::string& fields, const std::string& body, const char* version = "1.1") {
    return std::string("POST / HTTP/") + version + "\r\nHost: x\r\n" + fields + "\r\n" + body;
}

std::string get(const std::string& fields) { return "GET / HTTP/1.1\r\n" + fields + "\r\n"; }

std::vector<Case> framing() {
    const std::string chunks = "0\r\n\r\n";
    return {
        {"chunked", post("Transfer-Encoding: chunked\r\n", chunks), 501},
        {"chunked on GET", get("Host: x\r\nTransfer-Encoding: chunked\r\n") + chunks, 501},
        {"xchunked", post("Transfer-Encoding: xchunked\r\n", chunks), 501},
        {"identity", post("Transfer-Encoding: identity\r\n", ""), 501},
        {"gzip, chunked", post("Transfer-Encoding: gzip, chunked\r\n", chunks), 501},
        {"empty coding", post("Transfer-Encoding:\r\n", chunks), 501},
        {"coding with weight", post("Transfer-Encoding: chunked;q=1\r\n", chunks), 501},
        {"folded coding", post("Transfer-Encoding:\r\n chunked\r\n", chunks), 501},
        {"coding of HTTP/1.0", post("Transfer-Encoding: chunked\r\n", chunks, "1.0"), 501},
        {"two codings",
         post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", chunks), 501},
        {"space before the colon", post("Transfer-Encoding : chunked\r\n", chunks), 400},
        {"two lengths", post("Content-Length: 1\r\nContent-Length: 2\r\n", "ab"), 400},
        {"length list", post("Content-Length: 1, 2\r\n", "ab"), 400},
        {"negative length", post("Content-Length: -1\r\n", ""), 400},
        {"signed length", post("Content-Length: +1\r\n", "a"), 400},
        {"hexadecimal length", post("Content-Length: 0x1\r\n", "a"), 400},
        {"huge length", post("Content-Length: 99999999999999999999999\r\n", ""), 400},
        {"length over the limit", post("Content-Length: 65537\r\n", ""), 413},
    };
}

std::vector<Case> hosts_and_targets() {
    const auto of = [](const std::string& target) {
        return "GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n";
    };
    return {
        {"no Host", get(""), 400},
        {"two Hosts", get("Host: x\r\nHost: x\r\n"), 400},
        {"empty Host", get("Host:\r\n"), 400},
        {"Host with a path", get("Host: x/y\r\n"), 400},
        {"Host with a user", get("Host: a@x\r\n"), 400},
        {"Host with markup", get("Host: <script>\r\n"), 400},
        {"Host with a bad port", get("Host: x:port\r\n"), 400},
        {"two Hosts in HTTP/1.0", "GET / HTTP/1.0\r\nHost: x\r\nHost: y\r\n\r\n", 400},
        {"no slash", of("calendar.ics"), 400},
        {"another scheme", of("ftp://x/"), 400},
        {"bad percent-encoding", of("/%zz"), 400},
        {"cut percent-encoding", of("/%4"), 400},
        {"encoded NUL", of("/%00"), 400},
        {"asterisk for GET", of("*"), 400},
        {"tunnel", "CONNECT x:443 HTTP/1.1\r\nHost: x:443\r\n\r\n", 405},
        {"long target", of("/" + std::string(2048, 'a')), 414},
    };
}

std::vector<Case> heads() {
    std::string many = "Host: x\r\n";
    for (int i = 0; i < 100; ++i) many += "A: b\r\n";
    return {
        {"NUL in a field", get(std::string("Host: x\r\nA: b\0c\r\n", 17)), 400},
        {"NUL in the target", std::string("GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n", 29), 400},
        // To Beast the version does not end where it should.
        {"bare line feeds", "GET / HTTP/1.1\nHost: x\n\n", 505},
        {"bare line feed between fields", get("Host: x\nA: b\r\n"), 400},
        {"bare carriage return", get("Host: x\r\nA: b\rc\r\n"), 400},
        {"no version", "GET /\r\n\r\n", 400},
        {"version 2", "GET / HTTP/2.0\r\nHost: x\r\n\r\n", 505},
        {"preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
        {"TLS", std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 15), 400},
        {"huge head", get("Host: x\r\nA: " + std::string(9000, 'a') + "\r\n"), 431},
        {"endless request line", "GET /" + std::string(70'000, 'a'), 431},
        {"101 fields", get(many), 431},
    };
}

void refuses(const std::vector<Case>& cases) {
    AServer server;
    for (const auto& [name, octets, status] : cases) {
        CAPTURE(name);
        const auto reply = server.exchange(octets + smuggled);
        CHECK(status_of(reply) == status);
        CHECK(answers_in(reply) == 1);
        CHECK(field_of(reply, "Connection") == "close");
        CHECK(field_of(reply, "Content-Length") == std::to_string(body_of(reply).size()));
    }
    CHECK(server.faults.empty());
}

}  // namespace

TEST_CASE("a body framed in a doubtful way is refused, and nothing after it is answered") {
    refuses(framing());
}

TEST_CASE("without one sound Host and a sound target nothing is answered") {
    refuses(hosts_and_targets());
}

TEST_CASE("a malformed or oversized head is refused") { refuses(heads()); }

TEST_CASE("unusual but sound requests are answered") {
    struct Sound {
        const char* name;
        std::string octets;
        unsigned status;
    };
    const std::string end = "\r\nConnection: close\r\n\r\n";
    const Sound cases[] = {
        {"absolute form", "GET http://elsewhere/calendar.ics HTTP/1.1\r\nHost: x" + end, 200},
        {"absolute form without path", "GET http://x HTTP/1.1\r\nHost: x" + end, 200},
        {"query", "GET /calendar.ics?v=1&x=%2e HTTP/1.1\r\nHost: x" + end, 200},
        {"encoded letter", "GET /calendar%2Eics HTTP/1.1\r\nHost: x" + end, 200},
        {"traversal", "GET /../../etc/passwd HTTP/1.1\r\nHost: x" + end, 404},
        {"encoded traversal", "GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: x" + end, 404},
        {"markup", "GET /%3Cscript%3E HTTP/1.1\r\nHost: x" + end, 404},
        {"Host with a port", "GET / HTTP/1.1\r\nHost: x:80" + end, 200},
        {"Host of IPv6", "GET / HTTP/1.1\r\nHost: [::1]:8380" + end, 200},
        {"no Host in HTTP/1.0", "GET / HTTP/1.0\r\n\r\n", 200},
        {"empty line before", "\r\nGET / HTTP/1.1\r\nHost: x" + end, 400},
        {"authorization", "GET / HTTP/1.1\r\nHost: x\r\nAuthorization: Basic eA==" + end, 200},
        {"body on GET", "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 3" + end + "abc", 200},
        {"OPTIONS *", "OPTIONS * HTTP/1.1\r\nHost: x" + end, 204},
    };
    AServer server;
    for (const auto& [name, octets, status] : cases) {
        CAPTURE(name);
        const auto reply = server.exchange(octets);
        CHECK(status_of(reply) == status);
        CHECK(answers_in(reply) == 1);
        CHECK(reply.find("<script>") == std::string::npos);
    }
}
