#include "http/shelf.hpp"

#include "calendar/date_text.hpp"
#include "http/http_date.hpp"
#include "http/replies.hpp"
#include "store/revisions.hpp"
#include "support/a_large_board.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::http;
namespace asio = boost::asio;

namespace {

constexpr int events = 400;

std::shared_ptr<const board::Board> a_board(const std::string& name) {
    auto files = test::a_large_board(events);
    auto& settings = files.at("nhaclich.toml");
    settings.replace(settings.find("Ban Vì"), 3, name);
    auto loaded = config::load("nhaclich.toml", config::reader(files));
    REQUIRE(loaded);
    const auto now = parse_iso_instant("2026-06-01T00:00:00Z").value();
    return std::make_shared<const board::Board>(std::move(*loaded), std::vector<plan::Revision>{},
                                                now);
}

Request asking(const std::string& path, bool gzip = false) {
    Request request;
    request.method = Method::read;
    request.path = path;
    request.wish.gzip = gzip;
    return request;
}

/// The sites of a board, asked as a session asks.
struct Asked {
    void use(const std::shared_ptr<const board::Board>& board) {
        sites.use(make_site(board, {"", Instant{}}, "", Instant{}, [this] { ++handed_out; }));
    }
    /// What is answered; `pieces` becomes how often others had their turn meanwhile.
    std::string answer(const Request& request) {
        if (auto reply = replies.at_once(request)) {
            pieces = 0;
            return std::string(reply->answer.body);
        }
        std::string body;
        asio::co_spawn(loop, replies.later(request, {}),
                       [&](std::exception_ptr, Reply reply) { body = reply.answer.body; });
        pieces = 0;
        loop.restart();
        while (loop.run_one() > 0)
            if (++pieces == replaced_at) use(a_board("Hội"));
        return body;
    }

    asio::io_context loop;
    Sites sites{[] { return Health{}; }};
    Replies replies{sites};
    int handed_out = 0;
    int pieces = 0;
    int replaced_at = -1;
};

}  // namespace

TEST_CASE("others have their turn while a calendar of a very large board is made") {
    Asked asked;
    asked.use(a_board("Ban"));
    for (const auto* path : {"/calendar/ban.ics", "/calendar.json"}) {
        CAPTURE(path);
        const auto made = asked.answer(asking(path));
        CHECK(made.size() > 100'000);
        CHECK(asked.pieces > events / 20);
        CHECK(asked.answer(asking(path)) == made);
        CHECK(asked.pieces == 0);
    }
}

TEST_CASE("others have their turn while a large calendar is compressed") {
    Asked asked;
    asked.use(a_board("Ban"));
    const auto packed = asked.answer(asking("/calendar.ics", true));
    CHECK(packed.starts_with("\x1F\x8B"));
    CHECK(asked.pieces >= 5);
    CHECK(asked.answer(asking("/calendar.ics", true)) == packed);
    CHECK(asked.pieces == 0);
    asked.answer(asking("/calendar.ics"));
    CHECK(asked.pieces == 0);
}

TEST_CASE("nothing of a board is handed out that was replaced while its calendar was made") {
    Asked asked;
    asked.use(a_board("Ban"));
    asked.replaced_at = 5;
    const auto made = asked.answer(asking("/calendar/ban.ics"));
    CHECK(made.find("Hội") != std::string::npos);
    CHECK(made.find("X-WR-CALNAME:Ban") == std::string::npos);
    CHECK(asked.handed_out == 1);
}

TEST_CASE("who asks for what is being made waits for it, and it is made once") {
    Asked asked;
    asked.use(a_board("Ban"));
    const auto request = asking("/calendar/ban.ics");
    std::vector<std::shared_ptr<const Resource>> given;
    for (int i = 0; i < 3; ++i)
        asio::co_spawn(asked.loop, asked.replies.later(request, {}),
                       [&](std::exception_ptr, Reply reply) { given.push_back(reply.resource); });
    asked.loop.run();
    REQUIRE(given.size() == 3);
    CHECK(given[0] == given[1]);
    CHECK(given[1] == given[2]);
}

TEST_CASE("a date that is still to come is not told, and nobody is told \"not modified\" by it") {
    const auto now = parse_iso_instant("2026-11-28T01:00:00Z").value();
    const auto board = a_board("Ban");
    struct Row {
        std::chrono::seconds ahead;
        bool told;
    };
    for (const auto& [ahead, told] :
         {Row{std::chrono::seconds{-60}, true}, Row{std::chrono::seconds{1}, true},
          Row{std::chrono::hours{24 * 366}, false}}) {
        CAPTURE(ahead.count());
        const auto date = now + ahead;
        Sites sites([] { return Health{}; });
        sites.use(make_site(board, {"", date}, "", now));
        Replies replies(sites);
        auto request = asking("/calendar.ics");
        const auto since = http_date(date);
        request.wish.conditions.if_modified_since = since;
        CHECK(replies.at_once(request)->answer.status == (told ? 304U : 200U));
        request.wish.conditions = {};
        const auto reply = replies.at_once(request);
        CHECK((reply->answer.head.find("\r\nLast-Modified: ") != std::string_view::npos) == told);
        CHECK(reply->answer.head.find("\r\nETag: ") != std::string_view::npos);
    }
}
