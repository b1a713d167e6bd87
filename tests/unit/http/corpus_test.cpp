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
        {"folded coding", post("Transfer-Encoding:\r\n chunked\r\n", chunks), 400},
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
        {"a length and a coding",
         post("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", chunks), 501},
        {"a coding and a length",
         post("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n", chunks), 400},
        {"a coding in capitals", post("TRANSFER-ENCODING: CHUNKED\r\n", chunks), 501},
        {"a coding behind a tab", post("Transfer-Encoding:\tchunked\r\n", chunks), 501},
        {"a coding behind a vertical tab",
         post("Transfer-Encoding: \x0b"
              "chunked\r\n",
              chunks),
         400},
        {"a coding of a chunk size that overflows",
         post("Transfer-Encoding: chunked\r\n", "ffffffffffffffff1\r\n"), 501},
        {"a coding after a line without a colon",
         post("A\r\nTransfer-Encoding: chunked\r\n", chunks), 400},
        {"a length behind a tab before the colon", post("Content-Length\t: 1\r\n", "a"), 400},
        {"an empty length", post("Content-Length:\r\n", ""), 400},
        {"a length of two words", post("Content-Length: 1 1\r\n", "a"), 400},
        {"the same length in a list", post("Content-Length: 1, 1\r\n", "a"), 400},
        {"a length with a line folded", post("Content-Length:\r\n 1\r\n", "a"), 400},
        {"the same length twice", post("Content-Length: 1\r\nContent-Length: 1\r\n", "a"), 400},
        {"a length with a point", post("Content-Length: 1.0\r\n", "a"), 400},
        {"a body compressed behind one that is not",
         post("Content-Encoding: identity\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n",
              "ab"),
         415},
        {"compressed body", post("Content-Encoding: gzip\r\nContent-Length: 2\r\n", "ab"), 415},
        {"length over the limit", "POST /u/x HTTP/1.1\r\nHost: x\r\nContent-Length: 8193\r\n\r\n",
         413},
        {"a length where none is taken", post("Content-Length: 65537\r\n", ""), 405},
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
        {"Host of a port alone", get("Host: :80\r\n"), 400},
        {"Host with two ports", get("Host: x:80:80\r\n"), 400},
        {"two Hosts in HTTP/1.0", "GET / HTTP/1.0\r\nHost: x\r\nHost: y\r\n\r\n", 400},
        {"no slash", of("calendar.ics"), 400},
        {"another scheme", of("ftp://x/"), 400},
        {"bad percent-encoding", of("/%zz"), 400},
        {"cut percent-encoding", of("/%4"), 400},
        {"encoded NUL", of("/%00"), 400},
        {"asterisk for GET", of("*"), 400},
        {"invalid UTF-8", of("/%ff%fe"), 400},
        {"an encoded tab", of("/%09"), 400},
        {"an encoded tab beside an accent", of("/%C3%A9%09"), 400},
        {"an encoded tab in the query", of("/?x=%C3%A9%09a"), 400},
        {"invalid UTF-8 in the query", of("/?x=%ff"), 400},
        {"invalid UTF-8 in a query of a calendar", of("/calendar.ics?x=%ff%fe"), 400},
        {"invalid UTF-8 in a name of the query", of("/site.css?%c0%ae"), 400},
        {"encoded NUL in the query", of("/calendar.ics?kind=%00"), 400},
        {"encoded line break in the query", of("/changes.atom?%0d%0aX"), 400},
        {"no host in an absolute form", of("http:///calendar.ics"), 400},
        {"no authority in an absolute form", of("http:/calendar.ics"), 400},
        {"a user in an absolute form", of("http://u:p@x/calendar.ics"), 400},
        {"overlong UTF-8", of("/%c0%ae%c0%ae/"), 400},
        {"UTF-8 of a surrogate", of("/%ed%a0%80"), 400},
        {"octets above ASCII", of("/\xc3\xa9"), 400},
        {"encoded line break", of("/%0d%0aX-Injected:1"), 400},
        {"backslashes", of("/..\\..\\etc"), 400},
        {"a fragment", of("/#a"), 400},
        {"tunnel", "CONNECT x:443 HTTP/1.1\r\nHost: x:443\r\n\r\n", 405},
        {"long target", of("/" + std::string(2048, 'a')), 414},
        {"a target that no head holds", of("/" + std::string(20'000, 'a')), 414},
    };
}

std::vector<Case> heads() {
    std::string many = "Host: x\r\n";
    for (int i = 0; i < 100; ++i) many += "A: b\r\n";
    return {
        {"NUL in a field", get(std::string("Host: x\r\nA: b\0c\r\n", 17)), 400},
        {"NUL in the target", std::string("GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n", 29), 400},
        {"bare line feeds", "GET / HTTP/1.1\nHost: x\n\n", 400},
        {"bare line feed between fields", get("Host: x\nA: b\r\n"), 400},
        {"bare carriage return", get("Host: x\r\nA: b\rc\r\n"), 400},
        {"no version", "GET /\r\n\r\n", 400},
        {"version 2", "GET / HTTP/2.0\r\nHost: x\r\n\r\n", 505},
        {"preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
        {"TLS", std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 15), 400},
        {"HTTP/0.9", "GET /\r\n", 400},
        {"version 1.2", "GET / HTTP/1.2\r\nHost: x\r\n\r\n", 505},
        {"version 1.10", "GET / HTTP/1.10\r\nHost: x\r\n\r\n", 400},
        {"version in small letters", "GET / http/1.1\r\nHost: x\r\n\r\n", 400},
        {"tabs in the request line", "GET\t/\tHTTP/1.1\r\nHost: x\r\n\r\n", 400},
        {"two blanks before the version", "GET /  HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        {"a blank in the target", "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n", 400},
        {"a blank behind the version", "GET / HTTP/1.1 \r\nHost: x\r\n\r\n", 400},
        {"a blank in the target of another version", "GET /a b HTTP/2.0\r\nHost: x\r\n\r\n", 400},
        {"a blank before the first field", "GET / HTTP/1.1\r\n Host: x\r\n\r\n", 400},
        {"a field without a name", get("Host: x\r\n: b\r\n"), 400},
        {"a folded line", get("Host: x\r\nA: b\r\n c\r\n"), 400},
        {"a line folded by a tab", get("Host: x\r\nA: b\r\n\tc\r\n"), 400},
        {"a folded host", get("Host:\r\n x\r\n"), 400},
        {"a field without a colon", get("Host: x\r\nA\r\n"), 400},
        {"a name above ASCII", get("Host: x\r\n\xc3\xa9: b\r\n"), 400},
        {"a name with a NUL", get(std::string("Host: x\r\nA\0: b\r\n", 16)), 400},
        {"many empty lines before", "\r\n\r\n\r\n\r\n\r\n" + get("Host: x\r\n"), 400},
        {"an empty line of a line feed only", "\n" + get("Host: x\r\n"), 400},
        {"a carriage return before", "\r" + get("Host: x\r\n"), 400},
        {"huge head", get("Host: x\r\nA: " + std::string(9000, 'a') + "\r\n"), 431},
        {"endless request line", "GET /" + std::string(70'000, 'a'), 414},
        {"101 fields", get(many), 431},
    };
}

/// Whole, and in pieces that end wherever a reader might stumble.
void refuses(const std::vector<Case>& cases) {
    Limits limits = small_limits();
    limits.head = limits.body = std::chrono::seconds{20};
    AServer server(limits);
    for (const auto& [name, octets, status] : cases)
        for (const std::size_t piece : {0U, 1U, 2U, 3U, 5U, 7U}) {
            if (piece != 0 && octets.size() > 1000) continue;
            CAPTURE(name, piece);
            const auto reply = server.exchange(octets + smuggled, piece);
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
        {"a scheme in capitals", "GET HTTP://x/calendar.ics HTTP/1.1\r\nHost: x" + end, 200},
        {"another scheme in capitals", "GET HttpS://x/healthz HTTP/1.1\r\nHost: x" + end, 200},
        {"accents in a query", "GET /?x=%C3%A9 HTTP/1.1\r\nHost: x" + end, 200},
        {"a coding of nothing", "GET / HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip" + end, 200},
        {"a coding in other letters",
         "GET / HTTP/1.1\r\nHost: x\r\nContent-Encoding: Identity" + end, 200},
        {"absolute form without path", "GET http://x HTTP/1.1\r\nHost: x" + end, 200},
        {"query", "GET /calendar.ics?v=1&x=%2e HTTP/1.1\r\nHost: x" + end, 200},
        {"encoded letter", "GET /calendar%2Eics HTTP/1.1\r\nHost: x" + end, 200},
        {"traversal", "GET /../../etc/passwd HTTP/1.1\r\nHost: x" + end, 404},
        {"encoded traversal", "GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: x" + end, 404},
        {"markup", "GET /%3Cscript%3E HTTP/1.1\r\nHost: x" + end, 404},
        {"Host with a port", "GET / HTTP/1.1\r\nHost: x:80" + end, 200},
        {"Host of IPv6", "GET / HTTP/1.1\r\nHost: [::1]:8380" + end, 200},
        {"no Host in HTTP/1.0", "GET / HTTP/1.0\r\n\r\n", 200},
        {"an empty line before", "\r\nGET / HTTP/1.1\r\nHost: x" + end, 200},
        {"some empty lines before", "\r\n\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: x" + end, 200},
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

TEST_CASE("a long request line is 414 however much of it came at once") {
    AServer server;
    const auto keep = "GET /" + std::string(2000, 'a') +
                      " HTTP/1.1\r\nHost: x\r\nA: " + std::string(5000, 'a') + "\r\n\r\n";
    const auto long_one = "GET /" + std::string(9000, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n";
    CHECK(status_of(server.exchange(long_one)) == 414);
    const auto replies = server.exchange(keep + keep + long_one);
    CHECK(answers_in(replies) == 3);
    CHECK(replies.find("HTTP/1.1 414 ") != std::string::npos);
    CHECK(replies.find("HTTP/1.1 431 ") == std::string::npos);
}

TEST_CASE("fields in several lines mean what they mean in one") {
    struct Row {
        const char* fields;
        unsigned status;
        const char* coding;
    };
    AServer server;
    const auto feed = [&](const std::string& fields) {
        return server.exchange("GET /calendar.ics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" +
                               fields + "\r\n");
    };
    const auto current = field_of(feed(""), "ETag");
    REQUIRE_FALSE(current.empty());
    const Row rows[] = {
        {"Accept-Encoding: gzip;q=0\r\nAccept-Encoding: *\r\n", 200, ""},
        {"Accept-Encoding: gzip;q=0, *\r\n", 200, ""},
        {"Accept-Encoding: br\r\nAccept-Encoding: gzip\r\n", 200, "gzip"},
    };
    for (const auto& [fields, status, coding] : rows) {
        CAPTURE(fields);
        const auto reply = feed(fields);
        CHECK(status_of(reply) == status);
        CHECK(field_of(reply, "Content-Encoding") == coding);
    }
    CHECK(status_of(feed("If-None-Match: \"a\"\r\nIf-None-Match: " + current + "\r\n")) == 304);
    CHECK(status_of(feed("If-None-Match: \"a\"\r\nIf-None-Match: \"b\"\r\n")) == 200);
    const auto date = field_of(feed(""), "Last-Modified");
    CHECK(status_of(feed("If-Modified-Since: " + date + "\r\n")) == 304);
    // Two dates are none.
    CHECK(status_of(feed("If-Modified-Since: " + date + "\r\nIf-Modified-Since: " + date +
                         "\r\n")) == 200);
}

TEST_CASE("who wants one edition alone is told when it is gone") {
    AServer server;
    const auto feed = [&](const std::string& fields, const std::string& method = "GET") {
        return server.exchange(method + " /calendar.ics HTTP/1.1\r\nHost: x\r\n" + fields +
                               "Connection: close\r\n\r\n");
    };
    const auto now = feed("");
    const auto tag = field_of(now, "ETag");
    struct Row {
        std::string fields;
        unsigned status;
    };
    const Row rows[] = {
        {"If-Match: " + tag + "\r\n", 200},
        {"If-Match: \"a\"\r\nIf-Match: " + tag + "\r\n", 200},
        {"If-Match: \"a\"\r\n", 412},
        {"If-Match: W/" + tag + "\r\n", 412},
        // Of another edition than the one asked for there is nothing to say about a copy.
        {"If-Match: \"a\"\r\nIf-None-Match: " + tag + "\r\n", 412},
        {"If-Match: " + tag + "\r\nIf-None-Match: " + tag + "\r\n", 304},
        {"If-Unmodified-Since: " + field_of(now, "Last-Modified") + "\r\n", 200},
        {"If-Unmodified-Since: Sun, 06 Nov 1994 08:49:37 GMT\r\n", 412},
    };
    for (const auto& [fields, status] : rows) {
        CAPTURE(fields);
        const auto reply = feed(fields);
        CHECK(status_of(reply) == status);
        if (status == 412) CHECK(body_of(reply).starts_with("Nội dung tại địa chỉ này"));
        CHECK(body_of(feed(fields, "HEAD")).empty());
        CHECK(status_of(feed(fields, "HEAD")) == status);
    }
}

TEST_CASE("a refused HEAD has no body, however little of it was understood") {
    AServer server(small_limits());
    const std::string heads[] = {
        "HEAD / HTTP/1.1\r\n\r\n",
        std::string("HEAD / HTTP/1.1\r\nHost: x\r\nA: b\0c\r\n\r\n", 36),
        "HEAD / HTTP/1.1\nHost: x\n\n",
        "HEAD / HTTP/1.1\r\nHost: x\r\nContent-Length: a\r\n\r\n",
        "HEAD / HTTP/1.1\r\nHost: x\r\nA: " + std::string(9000, 'a') + "\r\n\r\n",
        "HEAD /" + std::string(20'000, 'a'),
        "HEAD / HTTP/2.0\r\nHost: x\r\n\r\n",
        "HEAD / HTTP/1.1\r\nHost: x\r\n",
        "HEAD /",
    };
    // What stands behind a head that was understood says nothing of its method.
    const auto unknown = server.exchange(
        "FOO / HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: 19\r\n\r\n"
        "HEAD / HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(status_of(unknown) == 415);
    CHECK(field_of(unknown, "Content-Length") == std::to_string(body_of(unknown).size()));

    for (const auto& head : heads)
        for (const std::size_t piece : {0U, 3U}) {
            if (piece != 0 && head.size() > 1000) continue;
            CAPTURE(head, piece);
            const auto reply = server.exchange(head, piece);
            CHECK(status_of(reply) >= 400);
            CHECK(answers_in(reply) == 1);
            CHECK(body_of(reply).empty());
            CHECK(field_of(reply, "Content-Length") != "0");
        }
}
