#include "service/feed_uses.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using service::FeedUses;

namespace {

const Day monday = make_day(2026, 11, 23);
const Day tuesday = make_day(2026, 11, 24);

const std::string digest = "d1";

std::string address(int number) { return "10.0." + std::to_string(number) + ".7"; }

}  // namespace

TEST_CASE("a program is told by its kind only") {
    struct Row {
        const char* agent;
        const char* kind;
    };
    const Row rows[] = {
        {"Google-Calendar-Importer", "Google"},
        {"iOS/18.1 (22B83) dataaccessd/1.0", "Apple"},
        {"macOS/15.1 (24B83) CalendarAgent/1024", "Apple"},
        {"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.4",
         "Thunderbird"},
        {"ICSx5/2.3.1 (Android)", "ICSx5"},
        {"Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0)", "Outlook"},
        {"Mozilla/5.0 (Windows NT 10.0) Firefox/132.0", "browser"},
        {"curl/7.88.1", "other"},
        {"", "other"}};
    for (const auto& row : rows) CHECK(service::kind_of_client(row.agent) == row.kind);
}

TEST_CASE("a network is the part of an address that a provider gives") {
    CHECK(service::network_of("192.0.2.1") == service::network_of("192.0.2.254"));
    CHECK(service::network_of("192.0.2.1") != service::network_of("192.0.3.1"));
    CHECK(service::network_of("2001:db8:1::1") == service::network_of("2001:db8:1:ffff::2"));
    CHECK(service::network_of("2001:db8:1::1") != service::network_of("2001:db8:2::1"));
    CHECK(service::network_of("::") != 0);
    CHECK(service::network_of("0.0.0.0") != 0);
    CHECK(service::network_of("not an address") == 0);
}

TEST_CASE("under another address a calendar is nobody else's yet") {
    FeedUses uses;
    for (int network = 0; network <= FeedUses::suspicious; ++network)
        uses.note(1, digest, monday, "Evolution", address(network));
    REQUIRE(uses.suspect(1));
    CHECK(uses.note(1, "d2", monday, "Evolution", address(1)));
    CHECK_FALSE(uses.suspect(1));
    CHECK(uses.taken() == std::vector<store::FeedUse>{{1, monday, "Evolution", 1, "d2"}});
    for (int network = 0; network <= FeedUses::suspicious; ++network)
        uses.note(1, "d2", monday, "Evolution", address(network));
    CHECK(uses.suspect(1));
}

TEST_CASE("a use is written down once a day and program, and for each new network") {
    FeedUses uses;
    CHECK(uses.note(1, digest, monday, "Google-Calendar-Importer", address(1)));
    CHECK(uses.taken() == std::vector<store::FeedUse>{{1, monday, "Google", 1, digest}});
    CHECK_FALSE(uses.note(1, digest, monday, "Google-Calendar-Importer", address(1)));
    CHECK(uses.taken().empty());
    CHECK(uses.note(1, digest, monday, "curl/8", address(1)));
    CHECK(uses.note(2, digest, monday, "", ""));
    CHECK(uses.taken() == std::vector<store::FeedUse>{{1, monday, "other", 1, digest},
                                                      {2, monday, "other", 0, digest}});
    CHECK(uses.note(1, digest, tuesday, "curl/8", address(2)));
    CHECK(uses.taken() == std::vector<store::FeedUse>{{1, tuesday, "other", 1, digest}});
}

TEST_CASE("an address that is fetched from very many networks is told once a day") {
    FeedUses uses;
    for (int i = 0; i < FeedUses::suspicious; ++i) uses.note(1, digest, monday, "", address(i));
    CHECK_FALSE(uses.suspect(1));
    for (int i = 0; i < 200; ++i) uses.note(1, digest, monday, "", address(i));
    CHECK_FALSE(uses.suspect(2));
    const auto suspect = uses.suspect(1);
    REQUIRE(suspect);
    CHECK(suspect->networks == FeedUses::suspicious + 1);
    CHECK_FALSE(uses.suspect(1));
    for (int i = 0; i < 200; ++i) uses.note(1, digest, tuesday, "", address(i));
    CHECK(uses.suspect(1));
}

TEST_CASE("what could not be written down is new again") {
    FeedUses uses;
    uses.note(1, digest, monday, "Evolution", address(1));
    const auto taken = uses.taken();
    CHECK(uses.taken().empty());
    uses.note(1, digest, monday, "Evolution", address(2));
    uses.put_back(taken);
    CHECK(uses.taken() == std::vector<store::FeedUse>{{1, monday, "Evolution", 2, digest}});
    CHECK(uses.taken().empty());
}
