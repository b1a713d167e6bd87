#include "service/store_troubles.hpp"

#include "support/virtual_clock.hpp"

#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>

using namespace nhaclich;
using std::chrono::seconds;

namespace {

Error an_error(const std::string& reason) {
    return {"store.failed"_msg, {{"path", "/x/nhaclich.db"}, {"reason", reason}}, {}};
}

}  // namespace

TEST_CASE("an error of the store is told once a minute, however often it comes") {
    constexpr Instant noon{seconds{1'795'694'400}};
    boost::asio::io_context loop;
    test::VirtualClock clock(loop, noon);
    const service::Log log(message::Catalogue::builtin(plan::Language::en), service::Quiet::yes);
    service::StoreTroubles troubles(log, clock);
    CHECK(troubles.note(an_error("disk full")));
    CHECK_FALSE(troubles.note(an_error("disk full")));
    SECTION("another one is told beside it") { CHECK(troubles.note(an_error("disk I/O error"))); }
    SECTION("it goes on a minute later") {
        clock.set(noon + seconds{59});
        CHECK_FALSE(troubles.note(an_error("disk full")));
        clock.set(noon + seconds{60});
        CHECK(troubles.note(an_error("disk full")));
        CHECK_FALSE(troubles.note(an_error("disk full")));
        CHECK(troubles.count() == 5);
    }
    SECTION("a clock set back does not silence it") {
        clock.set(noon - seconds{3600});
        CHECK(troubles.note(an_error("disk full")));
    }
    SECTION("words that are never the same take no memory") {
        for (int i = 0; i < 1000; ++i)
            CHECK(troubles.note(an_error("sector " + std::to_string(i))));
        CHECK(troubles.count() == 1002);
    }
}
