#include "service/links.hpp"

#include "support/a_plan.hpp"

#include <catch2/catch.hpp>
#include <set>

using namespace nhaclich;
using namespace nhaclich::test;
using service::Links;
using service::Owners;

namespace {

const Instant june = instant("2026-06-14T05:00:00Z");

plan::People people(const std::vector<std::string>& names) {
    plan::People all;
    for (const auto& name : names)
        all.members.push_back({member(name), line(name), {}, plan::Language::vi, {}, {}});
    return all;
}

Links links(const std::string& keys) { return Links(Secret(keys)); }

}  // namespace

TEST_CASE("a link is of one member, the same all month, and good for a year") {
    const auto made = links("first key");
    const Owners owners(made, people({"an", "binh"}));
    const auto token = made.token(member("an"), june);
    CHECK(token.size() == 36);
    CHECK(token == made.token(member("an"), instant("2026-06-30T23:59:59Z")));
    CHECK(token != made.token(member("an"), instant("2026-07-01T00:00:00Z")));
    CHECK(owners.of(token, june) == member("an"));
    CHECK(owners.of(made.token(member("binh"), june), june) == member("binh"));
    CHECK(owners.of(token, instant("2027-06-30T23:59:59Z")) == member("an"));
    CHECK(owners.of(token, instant("2027-07-01T00:00:00Z")) == std::nullopt);
    // A clock that was wrong for a while locks nobody out.
    CHECK(owners.of(token, instant("1970-01-01T00:00:00Z")) == member("an"));
}

TEST_CASE("of a link no character may be another one, nor missing, nor more") {
    const auto made = links("first key");
    const Owners owners(made, people({"an", "binh"}));
    for (const auto& whose : {"an", "binh"}) {
        const auto token = made.token(member(whose), june);
        for (std::size_t i = 0; i < token.size(); ++i) {
            for (const char other : {'A', 'B', '-', '_', '+', '/', '='}) {
                auto changed = token;
                changed[i] = other;
                if (changed != token) CHECK(owners.of(changed, june) == std::nullopt);
            }
            CHECK(owners.of(token.substr(0, i), june) == std::nullopt);
        }
        for (const auto* more : {"A", "AAAA", "=", "=="})
            CHECK(owners.of(token + more, june) == std::nullopt);
    }
}

TEST_CASE("a link of a mail from before links expired goes on working") {
    const auto made = links("first key");
    const Owners owners(made, people({"an", "binh"}));
    // HMAC-SHA256("first key", "choices of an"), 16 octets of it.
    const std::string old = "X0K3F7WBewUx6o2BiINx0g";
    CHECK(owners.of(old, june) == member("an"));
    CHECK(owners.of(old, instant("2036-06-14T05:00:00Z")) == member("an"));
    CHECK(owners.of(old.substr(1), june) == std::nullopt);
    CHECK(owners.of(old + "A", june) == std::nullopt);
}

TEST_CASE("a new key makes the links, and the one below it still reads its own") {
    const auto before = links("first key\n");
    const auto both = links("second key\r\n\nfirst key\n");
    const auto after = links("second key");
    const auto all = people({"an"});
    const auto old = before.token(member("an"), june);
    const auto made = both.token(member("an"), june);
    CHECK(made != old);
    CHECK(made == after.token(member("an"), june));
    const Owners owners(both, all);
    CHECK(owners.of(old, june) == member("an"));
    CHECK(owners.of(made, june) == member("an"));
    const Owners without(after, all);
    CHECK(without.of(old, june) == std::nullopt);
    CHECK(without.of(made, june) == member("an"));
}

TEST_CASE("a link of somebody who has left is nobody's") {
    const auto made = links("first key");
    const Owners owners(made, people({"binh"}));
    CHECK(owners.of(made.token(member("an"), june), june) == std::nullopt);
}
