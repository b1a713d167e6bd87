#include "http/resource.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::http;

TEST_CASE("a calendar tells when it is given to somebody, and not when a copy is fresh") {
    int times = 0;
    Content content;
    content.type = "text/calendar; charset=utf-8";
    content.octets = "BEGIN:VCALENDAR";
    content.on_handing_out = [&] { ++times; };
    const Resource resource(std::move(content));
    Wish wish;
    wish.conditions.if_none_match = resource.etag();
    CHECK(resource.answer(wish).status == 304);
    CHECK(times == 0);
    wish.conditions.if_none_match = std::string("\"an older one\"");
    CHECK(resource.answer(wish).status == 200);
    CHECK(times == 1);
    // Its head tells the tag of what is there.
    wish.head_only = true;
    CHECK(resource.answer(wish).status == 200);
    CHECK(times == 2);
}
