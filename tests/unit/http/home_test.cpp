#include "http/pages/home.hpp"

#include "http/pages/links.hpp"
#include "support/a_plan.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::http;
using test::day;
using test::line;

namespace {

plan::Occurrence on_day(const std::string& id, const std::string& first, int length = 1) {
    const DayRange days{day(first), day(first) + std::chrono::days{length}};
    return {.id = {EntryId::parse(id).value(), days.first},
            .kind = length == 1 ? plan::Kind::observance : plan::Kind::campaign,
            .title = {line("Việc " + id), {}},
            .description = {},
            .section = {},
            .place = {},
            .link = {},
            .span = days,
            .status = plan::Status::confirmed,
            .due = {},
            .limit = {},
            .shifted_from = {},
            .audience = {},
            .owed_by = {},
            .submit_to = {},
            .remind = {}};
}

plan::Occurrence a_deadline() {
    auto occurrence = on_day("bao-cao", "2026-12-05");
    occurrence.kind = plan::Kind::deadline;
    occurrence.due = day("2026-12-04");
    occurrence.limit = plan::Limit::by;
    occurrence.shifted_from = plan::ShiftedFrom{day("2026-12-05"), calendar::DayOff{true, {}}};
    return occurrence;
}

struct Page {
    calendar::WorkingDays working_days{calendar::Holidays{}};
    calendar::Zone zone = test::hanoi();
    std::vector<plan::Occurrence> occurrences;
    Instant now = test::instant("2026-11-23T09:00:00Z");
    std::string base_url = "https://lich.example.org";
    std::string board = "Ban mẫu";

    Reader reader(plan::Language language = plan::Language::vi) const {
        return {language, working_days, zone, now};
    }
    std::string html(plan::Language language = plan::Language::vi) const {
        const plan::Title name{line(board), line("Model board")};
        const HomeInput input{name,     name,        {line("Kế hoạch"), {}},
                              base_url, occurrences, reader(language)};
        return home_page(input);
    }
};

bool has(const std::string& page, const std::string& text) {
    return page.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("each client gets the form of the address it takes") {
    const auto all = links("https://lich.example.org:8443", "Lịch A&B");
    CHECK(all.https == "https://lich.example.org:8443/calendar.ics");
    CHECK(all.webcal == "webcal://lich.example.org:8443/calendar.ics");
    CHECK(all.google ==
          "https://calendar.google.com/calendar/r?cid="
          "webcal%3A%2F%2Flich.example.org%3A8443%2Fcalendar.ics");
    CHECK(all.outlook ==
          "https://outlook.live.com/calendar/0/addfromweb?url="
          "https%3A%2F%2Flich.example.org%3A8443%2Fcalendar.ics&name=L%E1%BB%8Bch%20A%26B");
}

TEST_CASE("only an address of this machine is called a trial") {
    struct Case {
        const char* url;
        bool local;
    };
    const Case cases[] = {
        {"http://127.0.0.1:8380", true},          {"http://127.1.2.3", true},
        {"http://localhost:8380", true},          {"http://[::1]:8380", true},
        {"https://lich.example.org", false},      {"http://10.0.0.1:8380", false},
        {"https://localhost.example.org", false},
    };
    Page page;
    for (const auto& [url, local] : cases) {
        CAPTURE(url);
        page.base_url = url;
        CHECK(links(url, "x").local == local);
        CHECK(has(page.html(), "Đang chạy thử") == local);
    }
}

TEST_CASE("what is over is left out, and the nearest come first") {
    const Page page;
    std::vector<plan::Occurrence> all{
        on_day("sau", "2026-12-20"),        on_day("hom-qua", "2026-11-22"),
        on_day("hom-nay", "2026-11-23"),    on_day("dang-chay", "2026-11-15", 20),
        on_day("da-het", "2026-11-01", 22), on_day("ngay-cuoi", "2026-11-03", 21)};
    std::vector<std::string> ids;
    for (const auto& occurrence : upcoming(all, page.reader(), 3))
        ids.push_back(occurrence.id.entry.str());
    CHECK(ids == std::vector<std::string>{"ngay-cuoi", "dang-chay", "hom-nay"});
}

TEST_CASE("dates are told in words, with the distance from today") {
    Page page;
    page.occurrences = {on_day("nay", "2026-11-23"), on_day("mai", "2026-11-24"),
                        on_day("chay", "2026-11-15", 31), on_day("sau", "2027-03-08")};
    const auto html = page.html();
    for (const char* text : {"hôm nay", "ngày mai", "đang diễn ra", "còn 105 ngày", "thứ Hai, 2027",
                             "từ 15/11 đến hết 15/12/2026", R"(datetime="2026-11-23")"}) {
        CAPTURE(text);
        CHECK(has(html, text));
    }
    CHECK(has(page.html(plan::Language::en), "tomorrow"));
}

TEST_CASE("a deadline stands on its due day with the words of the plan beside it") {
    Page page;
    page.occurrences = {a_deadline()};
    const auto html = page.html();
    for (const char* text : {R"(datetime="2026-12-04")", "Hạn nộp", "còn 11 ngày",
                             "chậm nhất ngày 05/12/2026", "ngày nghỉ cuối tuần"}) {
        CAPTURE(text);
        CHECK(has(html, text));
    }
}

TEST_CASE("the page says that a change at short notice comes by mail first") {
    CHECK(has(Page{}.html(), "thay đổi gấp có thể hiện chậm"));
    CHECK(has(Page{}.html(plan::Language::en), "a change at short notice"));
}

TEST_CASE("what a plan says cannot become markup, and nothing stays without words") {
    Page page;
    page.occurrences = {on_day("x", "2026-11-23")};
    page.occurrences.front().title = {line(R"("><svg onload=alert(1)>)"), {}};
    page.board = "<script>alert(1)</script>";
    for (const auto language : {plan::Language::vi, plan::Language::en}) {
        const auto html = page.html(language);
        CHECK_FALSE(has(html, "<svg"));
        CHECK_FALSE(has(html, "<script"));
        CHECK_FALSE(has(html, "{{"));
        CHECK_FALSE(has(html, "«page."));
    }
}
