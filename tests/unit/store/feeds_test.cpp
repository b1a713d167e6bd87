#include "store/feeds.hpp"

#include "store/open.hpp"
#include "support/run.hpp"
#include "support/temporary_directory.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using store::MemberFeed;

namespace {

const Instant now = parse_iso_instant("2026-11-26T01:00:00Z").value();
const std::string digest(64, 'a');
const std::string another(64, 'b');

MemberFeed a_feed(const char* name = "Điện thoại") {
    return {0,
            MemberId::parse("binh").value(),
            Line::parse(name).value(),
            {"meeting,deadline", "en", false},
            now,
            {},
            {},
            {}};
}

}  // namespace

TEST_CASE("a member's feed is found by its digest, with its settings and its memory") {
    const test::TemporaryDirectory directory;
    const auto daemon = store::open_for_simulation(directory.path()).value();
    const auto book = store::open_feed_book(directory.path()).value();
    CHECK_FALSE(test::run(daemon->feed_of(digest)).value());
    REQUIRE(book->add(a_feed(), digest, "cli").value());
    CHECK_FALSE(book->add(a_feed(), another, "cli").value());

    auto known = test::run(daemon->feed_of(digest)).value();
    REQUIRE(known);
    CHECK(known->member == a_feed().member);
    CHECK(known->name == a_feed().name);
    CHECK(known->settings == a_feed().settings);
    CHECK_FALSE(known->gone);
    CHECK(known->shown.empty());
    REQUIRE(test::run(daemon->keep_shown(known->id, "[1]")));
    CHECK(test::run(daemon->feed_of(digest)).value()->shown == "[1]");

    SECTION("rotated, it keeps both under another address") {
        const std::vector<store::FeedUse> uses{
            {known->id, make_day(2026, 11, 24), "Apple", 45, digest}};
        REQUIRE(test::run(daemon->note_uses(uses)));
        CHECK(book->feeds().value().at(0).used->networks == 45);
        REQUIRE(book->rotate(a_feed().member, a_feed().name, another, now, "cli").value());
        CHECK(test::run(daemon->feed_of(digest)).value()->gone);
        const auto rotated = test::run(daemon->feed_of(another)).value();
        REQUIRE(rotated);
        CHECK_FALSE(rotated->gone);
        CHECK(rotated->shown == "[1]");
        CHECK(rotated->settings == a_feed().settings);
        CHECK(book->feeds().value().at(0).rotated == now);
        // Where the old address went says nothing of the new one, also what is written only now.
        CHECK(book->feeds().value().at(0).used->networks == 0);
        REQUIRE(test::run(daemon->note_uses(uses)));
        CHECK(book->feeds().value().at(0).used->networks == 0);
        const std::vector<store::FeedUse> of_the_new{
            {known->id, make_day(2026, 11, 24), "Apple", 2, another}};
        REQUIRE(test::run(daemon->note_uses(of_the_new)));
        CHECK(book->feeds().value().at(0).used->networks == 2);
    }
    SECTION("revoked, it is gone, and its name is free again") {
        REQUIRE(book->revoke(a_feed().member, a_feed().name, now, "cli").value());
        CHECK_FALSE(book->revoke(a_feed().member, a_feed().name, now, "cli").value());
        CHECK_FALSE(book->rotate(a_feed().member, a_feed().name, another, now, "cli").value());
        CHECK(test::run(daemon->feed_of(digest)).value()->gone);
        CHECK(book->add(a_feed(), another, "cli").value());
        CHECK(book->feeds().value().size() == 2);
    }
    SECTION("its last use and the most networks of a day are kept") {
        const auto use = [&](int day, int networks) {
            const std::vector<store::FeedUse> uses{{known->id,
                                                    make_day(2026, 11, static_cast<unsigned>(day)),
                                                    "Apple", networks, digest}};
            REQUIRE(test::run(daemon->note_uses(uses)));
            return book->feeds().value().at(0).used.value();
        };
        CHECK(use(26, 7).networks == 7);
        CHECK(use(27, 2) == store::FeedUse{known->id, make_day(2026, 11, 27), "Apple", 7});
    }
}
