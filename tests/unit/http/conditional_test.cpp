#include "http/conditional.hpp"

#include "http/accepted_coding.hpp"
#include "http/etag.hpp"
#include "http/http_date.hpp"

#include <catch2/catch.hpp>
#include <vector>

using namespace nhaclich;
using namespace nhaclich::http;

namespace {
const Instant modified = parse_iso_instant("2026-11-24T01:00:00Z").value();
}

TEST_CASE("a copy is fresh when a tag names it, or else when it is not older") {
    struct Case {
        std::optional<std::string> none_match;
        std::optional<std::string_view> modified_since;
        bool fresh;
    };
    constexpr std::nullopt_t absent = std::nullopt;
    const Case cases[] = {
        {absent, absent, false},
        {R"("abc")", absent, true},
        {R"(W/"abc")", absent, true},
        {"*", absent, true},
        {" * ", absent, true},
        {R"("x", "abc")", absent, true},
        {R"("x",W/"y" , W/"abc")", absent, true},
        {R"(,, "x",,"abc",)", absent, true},
        {R"("with, comma", "abc")", absent, true},
        {R"("x")", absent, false},
        {R"("ABC")", absent, false},
        {"", absent, false},
        {"abc", absent, false},
        {R"("abc)", absent, false},
        {R"("x" "abc")", absent, false},
        {R"(w/"abc")", absent, false},
        {R"(*, "abc")", absent, false},
        {absent, "Tue, 24 Nov 2026 01:00:00 GMT", true},
        {absent, "Tue, 24 Nov 2026 01:00:01 GMT", true},
        {absent, "Tue, 24 Nov 2026 00:59:59 GMT", false},
        {absent, "yesterday", false},
        {absent, "Tuesday, 24-Nov-26 01:00:00 GMT", true},
        {absent, "Tue Nov 24 00:59:59 2026", false},
        // The tag wins in both directions.
        {R"("x")", "Tue, 24 Nov 2026 01:00:00 GMT", false},
        {R"("abc")", "Sun, 06 Nov 1994 08:49:37 GMT", true},
    };
    for (const auto& [none_match, since, fresh] : cases) {
        CAPTURE(none_match.value_or("-"), since.value_or("-"));
        CHECK(is_fresh({none_match, since}, R"("abc")", modified) == fresh);
    }
    CHECK_FALSE(is_fresh({absent, "Tue, 24 Nov 2026 01:00:00 GMT"}, R"("abc")", std::nullopt));
}

TEST_CASE("who wants one edition alone is refused another") {
    struct Case {
        std::optional<std::string> match;
        std::optional<std::string_view> unmodified_since;
        bool allowed;
    };
    constexpr std::nullopt_t absent = std::nullopt;
    const Case cases[] = {
        {absent, absent, true},
        {R"("abc")", absent, true},
        {R"("x", "abc")", absent, true},
        {"*", absent, true},
        {R"("x")", absent, false},
        {R"(W/"abc")", absent, false},  // compared strongly
        {R"("x", W/"abc", "abc")", absent, true},
        {"", absent, false},
        {"abc", absent, false},
        {absent, "Tue, 24 Nov 2026 01:00:00 GMT", true},
        {absent, "Tue, 24 Nov 2026 00:59:59 GMT", false},
        {absent, "Tuesday, 24-Nov-26 00:59:59 GMT", false},
        {absent, "yesterday", true},
        // The tag wins in both directions.
        {R"("x")", "Tue, 24 Nov 2026 01:00:00 GMT", false},
        {R"("abc")", "Sun, 06 Nov 1994 08:49:37 GMT", true},
    };
    for (const auto& [match, since, allowed] : cases) {
        CAPTURE(match.value_or("-"), since.value_or("-"));
        Conditions conditions;
        conditions.if_match = match;
        conditions.if_unmodified_since = since;
        CHECK(is_allowed(conditions, R"("abc")", modified) == allowed);
    }
    Conditions dated;
    dated.if_unmodified_since = "Sun, 06 Nov 1994 08:49:37 GMT";
    CHECK(is_allowed(dated, R"("abc")", std::nullopt));
}

TEST_CASE("an HTTP date is written and read in three") {
    CHECK(http_date(modified) == "Tue, 24 Nov 2026 01:00:00 GMT");
    CHECK(http_date(Instant{}) == "Thu, 01 Jan 1970 00:00:00 GMT");
    CHECK(http_date(parse_iso_instant("0098-01-02T00:00:00Z").value()) ==
          "Thu, 02 Jan 0098 00:00:00 GMT");
    for (const char* text : {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
                             "Sun Nov  6 08:49:37 1994"}) {
        CAPTURE(text);
        CHECK(parse_http_date(text) == parse_iso_instant("1994-11-06T08:49:37Z").value());
    }
    CHECK(parse_http_date("Tue Nov 24 01:00:00 2026") == modified);
    CHECK(parse_http_date("Mon, 01 Jan 0001 00:00:00 GMT") ==
          parse_iso_instant("0001-01-01T00:00:00Z").value());
    CHECK(parse_http_date("Fri, 31 Dec 9999 23:59:59 GMT") ==
          parse_iso_instant("9999-12-31T23:59:59Z").value());
    CHECK(parse_http_date("Sat, 31 Dec 2016 23:59:59 GMT") ==
          parse_iso_instant("2016-12-31T23:59:59Z").value());
    for (const char* text : {
             "Mon, 24 Nov 2026 01:00:00 GMT",  // a Tuesday
             "Tue, 24 nov 2026 01:00:00 GMT",     "Tue, 24 Nov 2026 24:00:00 GMT",
             "Tue, 24 Nov 2026 01:60:00 GMT",     "Mon, 30 Feb 2026 01:00:00 GMT",
             "Tue, 24 Nov 2026 01:00:00 UTC",     "Tue, +4 Nov 2026 01:00:00 GMT",
             "Tue Nov 24 01:00:00 2026 ",         "Sun, 06 Nov 1 :37 GMT",
             "Sun, 06 Nov 1994 08:49:nan GMT",    "Sun, 06 Nov 1994 08:49:37.5 GMT",
             "Sun Nov 6 08:49:37 1994",           "Sun, 6 Nov 1994 08:49:37 GMT",
             "Sunday, 06-Nov-1994 08:49:37 GMT",  "Monday, 06-Nov-94 08:49:37 GMT",
             " Tue, 24 Nov 2026 01:00:00 GMT",    "Tue,  24 Nov 2026 01:00:00 GMT",
             "Tuesday, 24 Nov 2026 01:00:00 GMT", "Sat, 31 Dec 2016 23:59:60 GMT",
             "Tue, 24 Nov 12026 01:00:00 GMT",    "Tue, 24 Nov -026 01:00:00 GMT",
             "Tue, 24 Nov 2026 01:00:00 +0000",   "",
         }) {
        CAPTURE(text);
        CHECK_FALSE(parse_http_date(text));
    }
}

TEST_CASE("gzip goes out only to those who ask for it") {
    struct Case {
        const char* field;
        bool gzip;
    };
    const Case cases[] = {
        {"", false},
        {"identity", false},
        {"gzip", true},
        {"GZIP", true},
        {"x-gzip", true},
        {"br, gzip;q=0.5", true},
        {"gzip;q=0", false},
        {"gzip; q=0.000", false},
        {"gzip;q=0.001", true},
        {"*", true},
        {"*;q=0", false},
        {"gzip;q=0, *", false},
        {"*;q=0, gzip", true},
        {"deflate, br, zstd", false},
        {"gzipped", false},
    };
    for (const auto& [field, gzip] : cases) {
        CAPTURE(field);
        CHECK(accepts_gzip(field) == gzip);
    }
    // Not an octet beyond the field is read.
    const std::vector<char> exactly{'g', 'Z', 'i', 'p'};
    CHECK(accepts_gzip({exactly.data(), exactly.size()}));
}

TEST_CASE("a strong ETag is the beginning of the octets' SHA-256 in quotes") {
    CHECK(strong_etag("") == R"("e3b0c44298fc1c149afbf4c8996fb924")");
    CHECK(strong_etag("abc") == R"("ba7816bf8f01cfea414140de5dae2223")");
}
