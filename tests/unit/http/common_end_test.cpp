// Contents that end alike are one content each to whoever asks.
#include "http/common_end.hpp"

#include "a_server.hpp"
#include "http/etag.hpp"
#include "http/kept.hpp"
#include "inflated.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::http;

namespace {

/// Without a part that is like another.
std::string text_of(std::size_t size, const std::string& begin = "") {
    std::string text = begin;
    for (int i = 0; text.size() < size; ++i) text += std::to_string(i) + ' ';
    text.resize(size);
    return text;
}

Content whole(std::string octets) {
    Content content;
    content.type = "text/plain";
    content.octets = std::move(octets);
    return content;
}

Content divided(std::string lead, std::shared_ptr<const CommonEnd> end) {
    auto content = whole(std::move(lead));
    content.end = std::move(end);
    return content;
}

Wish asking(bool gzip) {
    Wish wish;
    wish.gzip = gzip;
    return wish;
}

std::string octets_of(const Answer& answer) {
    return std::string(answer.lead) + std::string(answer.body) + std::string(answer.trail);
}

std::string field(const Answer& answer, const std::string& name) {
    return field_of(std::string(answer.head) + "\r\n", name);
}

}  // namespace

TEST_CASE("the same octets are one end as long as anybody holds them") {
    CommonEnds ends;
    CHECK(ends.memory() == 0);
    auto first = ends.of("abc");
    CHECK(first->octets() == "abc");
    CHECK(ends.of("abc") == first);
    CHECK(ends.of("abd") != first);
    CHECK(ends.memory() == 3);
    first.reset();
    CHECK(ends.memory() == 0);
    CHECK(ends.of("abc")->octets() == "abc");
}

TEST_CASE("an end outlives those who gave it out") {
    auto ends = std::make_unique<CommonEnds>();
    const auto end = ends->of("abc");
    ends.reset();
    CHECK(end->octets() == "abc");
}

TEST_CASE("what several contents end with lies in a file too, if it is long") {
    CommonEnds ends;
    const auto large = ends.of(text_of(9000));
    CHECK(large->file() == nullptr);
    CHECK(ends.of(text_of(9000))->file() != nullptr);
    CHECK(large->file()->size() == 9000);
    CHECK(ends.memory() == 18'000);
    const auto small = ends.of(text_of(8000));
    CHECK(ends.of(text_of(8000))->file() == nullptr);

    // Each takes a descriptor, so there are not many.
    std::vector<std::shared_ptr<const CommonEnd>> others;
    std::size_t files = 0;
    for (int i = 0; i < 30; ++i) {
        others.push_back(ends.of(text_of(9000, std::to_string(i))));
        others.push_back(ends.of(text_of(9000, std::to_string(i))));
        if (others.back()->file() != nullptr) ++files;
    }
    CHECK(files == 15);
    others.clear();
    const auto again = ends.of(text_of(9000, "again"));
    CHECK(ends.of(text_of(9000, "again"))->file() != nullptr);
}

TEST_CASE("what is told of a content does not depend on how it is divided") {
    const auto text = text_of(20'000);
    const Resource undivided(whole(text));
    CommonEnds ends;
    for (const std::size_t lead : {0U, 1U, 511U, 15'000U, 19'999U}) {
        CAPTURE(lead);
        const Resource resource(divided(text.substr(0, lead), ends.of(text.substr(lead))));
        CHECK(resource.etag() == undivided.etag());
        auto wish = asking(false);
        CHECK(resource.is_ready(wish) == undivided.is_ready(wish));
        CHECK(resource.answer(wish).head == undivided.answer(wish).head);
        CHECK((octets_of(resource.answer(wish)) == octets_of(undivided.answer(wish))));
        wish.head_only = true;
        CHECK(resource.answer(wish).head == undivided.answer(wish).head);
        CHECK(octets_of(resource.answer(wish)).empty());
        wish.conditions.if_none_match = resource.etag();
        CHECK(resource.answer(wish).status == undivided.answer(wish).status);
    }
    // Nothing that is worth compressing: sent as it is, whatever is asked for.
    const Resource noise(divided("a", ends.of("b")));
    CHECK(octets_of(noise.answer(asking(true))) == "ab");
}

TEST_CASE("compressed, a divided content is one gzip member under a tag of its own") {
    const auto text = text_of(20'000);
    CommonEnds ends;
    for (const std::size_t lead : {0U, 1U, 511U, 15'000U, 19'999U}) {
        CAPTURE(lead);
        const Resource resource(divided(text.substr(0, lead), ends.of(text.substr(lead))));
        const auto answer = resource.answer(asking(true));
        const auto packed = octets_of(answer);
        CHECK((test::inflated(packed) == text));
        CHECK(packed.size() < text.size() / 2);
        CHECK(field(answer, "Content-Encoding") == "gzip");
        CHECK(field(answer, "Content-Length") == std::to_string(packed.size()));
        CHECK(field(answer, "ETag") == strong_etag(packed));
        // No time of compression (RFC 1952 2.3.1).
        CHECK(packed.substr(4, 4) == std::string(4, '\0'));

        const Resource again(divided(text.substr(0, lead), ends.of(text.substr(lead))));
        CHECK((octets_of(again.answer(asking(true))) == packed));
        auto wish = asking(true);
        wish.conditions.if_none_match = strong_etag(packed);
        CHECK(resource.answer(wish).status == 304);
    }
}

TEST_CASE("an end is compressed once, whoever goes on with it") {
    CommonEnds ends;
    const auto end = ends.of(text_of(200'000));
    const auto before = ends.memory();
    const Resource first(divided("first", end));
    const Resource second(divided("second", end));
    CHECK_FALSE(first.is_ready(asking(true)));
    CHECK_FALSE(second.is_ready(asking(true)));
    bool more = true;
    while (more) {
        more = first.go_on();
        if (second.is_ready(asking(true))) break;
        second.go_on();
    }
    CHECK(end->compressed());
    CHECK(ends.memory() == before + end->packed().size());
    for (const auto* resource : {&first, &second}) {
        CHECK(resource->is_ready(asking(true)));
        const auto answer = resource->answer(asking(true));
        CHECK(answer.body.data() == end->packed().data());
        CHECK((test::inflated(octets_of(answer)) == octets_of(resource->answer(asking(false)))));
    }
}

TEST_CASE("what could not be compressed is sent whole to who asks for gzip") {
    std::string noise;
    unsigned seed = 1;
    for (int i = 0; i < 2000; ++i) {
        seed = seed * 1'664'525U + 1'013'904'223U;
        noise += static_cast<char>(seed >> 24U);
    }
    CommonEnds ends;
    const Resource resource(divided(noise.substr(0, 700), ends.of(noise.substr(700))));
    const auto answer = resource.answer(asking(true));
    CHECK((octets_of(answer) == noise));
    CHECK(answer.head.find("Content-Encoding") == std::string_view::npos);
}

TEST_CASE("ends take room too, each once") {
    CommonEnds ends;
    const auto made = [&](char lead, char end) {
        return std::make_shared<const Resource>(
            divided(std::string(100, lead), ends.of(text_of(5000, std::string(1, end)))));
    };
    Kept kept(12'000 + 3 * made('x', 'x')->memory(), &ends);
    kept.keep("a", made('a', '1'));
    kept.keep("b", made('b', '1'));
    kept.keep("c", made('c', '2'));
    CHECK(kept.find("a") != nullptr);
    kept.keep("d", made('d', '3'));
    // Dropping "a" alone gives no end free.
    CHECK(kept.find("a") == nullptr);
    CHECK(kept.find("b") == nullptr);
    CHECK(kept.find("c") != nullptr);
    CHECK(kept.find("d") != nullptr);
}

TEST_CASE("a client gets the same octets, from memory or out of a file") {
    CommonEnds ends;
    for (const std::size_t lead : {0U, 10U, 100'000U})
        for (const int sharers : {1, 2}) {
            CAPTURE(lead, sharers);
            const auto text = text_of(300'000, std::to_string(lead));
            auto contents = fixed_contents();
            contents.emplace("/en", whole(text));
            auto end = ends.of(text.substr(lead));
            if (sharers > 1) end = ends.of(text.substr(lead));
            CHECK((end->file() != nullptr) == (sharers > 1));
            contents.emplace("/", divided(text.substr(0, lead), end));
            AServer server;
            server.sites.use(std::make_shared<const Site>(std::move(contents)));
            const auto ask = [&](const std::string& path) {
                return server.exchange("GET " + path +
                                       " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            };
            const auto reply = ask("/");
            CHECK((reply == ask("/en")));
            CHECK((body_of(reply) == text));
            CHECK(server.log.front() == "GET / 200 300000");
            const auto packed = server.exchange(
                "GET / HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n");
            CHECK((test::inflated(body_of(packed)) == text));
        }
}
