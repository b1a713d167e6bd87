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
        if (kept.place(std::string(1, key)).lock()) found += key;
    return found;
}

}  // namespace

TEST_CASE("what nobody asked for makes room") {
    auto kept = room_for(3);
    for (const auto* key : {"a", "b", "c"}) kept.keep(key, a_resource());
    CHECK(kept_of("abc", kept) == "abc");
    kept.keep("d", a_resource());
    CHECK(kept_of("abcd", kept) == "bcd");
    // All are older than "e", but "b" was asked for since.
    CHECK(kept.find("b") != nullptr);
    kept.keep("e", a_resource());
    CHECK(kept_of("bcde", kept) == "bde");
    kept.keep("f", a_resource());
    CHECK(kept_of("bdef", kept) == "bef");
}

TEST_CASE("by its place a resource is found until it has to go") {
    auto kept = room_for(2);
    const auto first = a_resource();
    kept.keep("a", first);
    const auto place = kept.place("a");
    CHECK(Kept::at(place) == first);
    CHECK(Kept::at(kept.place("b")) == nullptr);
    kept.keep("b", a_resource());
    kept.keep("c", a_resource());
    CHECK(kept_of("abc", kept) == "bc");
    CHECK(Kept::at(place) == nullptr);
    CHECK(kept.find("a") == nullptr);

    // Asked for by its place counts as much as by its key.
    const auto of_b = kept.place("b");
    CHECK(Kept::at(of_b) != nullptr);
    kept.keep("d", a_resource());
    CHECK(kept_of("bcd", kept) == "bd");
}

TEST_CASE("one takes the place of another under the same key") {
    auto kept = room_for(2);
    kept.keep("a", a_resource());
    const auto before = kept.place("a");
    const auto second = a_resource();
    kept.keep("a", second);
    CHECK(kept.find("a") == second);
    CHECK(Kept::at(before) == nullptr);
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
