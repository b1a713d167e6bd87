#include "http/kept.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich::http;

namespace {

constexpr std::size_t each = 10'000;

std::shared_ptr<const Resource> a_resource(std::size_t octets = each) {
    Content content;
    content.octets = std::string(octets, 'x');
    return std::make_shared<const Resource>(std::move(content));
}

/// Room for `count` resources of `each` octets, and not for one more.
Kept room_for(std::size_t count) { return Kept(count * (a_resource()->memory() + 1)); }

std::string kept_of(const std::string& keys, const Kept& kept) {
    std::string found;
    for (const auto key : keys)
        if (kept.find(std::string(1, key))) found += key;
    return found;
}

}  // namespace

TEST_CASE("what answered nobody makes room") {
    auto kept = room_for(3);
    for (const auto* key : {"a", "b", "c"}) kept.keep(key, a_resource());
    CHECK(kept_of("abc", kept) == "abc");
    kept.keep("d", a_resource());
    CHECK(kept_of("abcd", kept) == "bcd");
    // All are older than "e", but "b" has answered since.
    static_cast<void>(kept.find("b")->answer({}));
    kept.keep("e", a_resource());
    CHECK(kept_of("bcde", kept) == "bde");
    kept.keep("f", a_resource());
    CHECK(kept_of("bdef", kept) == "bef");
}

TEST_CASE("who holds it weakly finds it until it has to go") {
    auto kept = room_for(2);
    kept.keep("a", a_resource());
    const std::weak_ptr<const Resource> held = kept.find("a");
    CHECK(held.lock() == kept.find("a"));
    kept.keep("b", a_resource());
    kept.keep("c", a_resource());
    CHECK(kept_of("abc", kept) == "bc");
    CHECK(held.expired());
    CHECK(kept.find("a") == nullptr);
}

TEST_CASE("one takes the place of another under the same key") {
    auto kept = room_for(2);
    kept.keep("a", a_resource());
    const std::weak_ptr<const Resource> before = kept.find("a");
    const auto second = a_resource();
    kept.keep("a", second);
    CHECK(kept.find("a") == second);
    CHECK(before.expired());
    kept.keep("b", a_resource());
    CHECK(kept_of("ab", kept) == "ab");
}

TEST_CASE("the newest is kept whatever its size, and drives out all others") {
    auto kept = room_for(3);
    for (const auto* key : {"a", "b", "c"}) kept.keep(key, a_resource());
    kept.keep("d", a_resource(10 * each));
    CHECK(kept_of("abcd", kept) == "d");
    kept.keep("e", a_resource());
    CHECK(kept_of("de", kept) == "e");
}
