#include "message/letter.hpp"

#include "unit/message/a_mail.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::test;
using Catch::Matchers::Contains;

namespace {

const std::string now = "2026-11-24T01:00:00Z";
constexpr std::size_t html_at_most = 100 * 1024;

std::vector<std::pair<std::string, Office::Matter>> every_kind(const plan::Occurrence& now_planned,
                                                               const plan::Occurrence& before) {
    return {{"reminder", {"-1d 08:00", now_planned, {}}},
            {"nag", {"nag 2026-12-08", now_planned, {}}},
            {"summary", {"summary +1wd 08:00", now_planned, {}}},
            {"escalation", {"escalation truong-ban after 3wd 08:00", now_planned, {}}},
            {"new", {"notice 1", now_planned, {}}},
            {"moved", {"notice 1", now_planned, before}},
            {"cancelled", {"notice 1", cancelled(now_planned), before}},
            {"weekly", {"weekly"}},
            {"monthly", {"monthly"}},
            {"unreached", {"unreached vi-du -1d 08:00", now_planned, {}}},
            {"unreached, of no entry", {"unreached vi-du weekly"}},
            {"suspension", {"suspended vi-du vi-du@example.org 2026-11-24T01:00:00Z"}},
            {"suspension of nobody known", {"suspended ai-do x@y.org 2026-11-24T01:00:00Z"}},
            {"burst", {"burst 2026-11-24T01:00:00Z"}}};
}

void hostile(plan::Occurrence& occurrence) {
    occurrence.title = title("<script>alert('x')</script> {{title}} \"&\" ‘Họp’",
                             "<script>alert('x')</script> {{title}} \"&\"");
    occurrence.place = line("<img src=x onerror=alert(1)>");
    occurrence.link = line("javascript:alert(1)");
}

int count(const std::string& text, const std::string& part) {
    int found = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

}  // namespace

TEST_CASE("whatever a title holds stays text in every kind of letter") {
    auto planned = later_meeting();
    auto before = meeting();
    hostile(planned);
    hostile(before);
    for (const std::string reader : {"mau", "english"})
        for (const auto& [kind, matter] : every_kind(planned, before)) {
            CAPTURE(kind, reader);
            const auto mail = Office{}.letter({matter}, reader, now, {planned, before});
            CHECK_THAT(mail.html, !Contains("<script"));
            CHECK_THAT(mail.html, !Contains("<img"));
            CHECK_THAT(mail.html, !Contains("href=\"javascript"));
            CHECK_THAT(mail.text, !Contains("&lt;"));
            CHECK_THAT(mail.text, !Contains("&amp;"));
        }
}

TEST_CASE("every kind of letter has a subject, one greeting, the reader's language and no gap") {
    for (const std::string reader : {"mau", "english"})
        for (const auto& [kind, matter] : every_kind(later_meeting(), meeting())) {
            CAPTURE(kind, reader);
            const auto mail = Office{}.letter({matter}, reader, now, {meeting()});
            const bool english = reader == "english";
            CHECK_FALSE(mail.subject.empty());
            CHECK(count(mail.html, english ? "Dear " : "Kính gửi: ") == 1);
            CHECK(count(mail.text, english ? "Dear " : "Kính gửi: ") == 1);
            CHECK_THAT(mail.html, Contains(english ? "<html lang=\"en\">" : "<html lang=\"vi\">"));
            CHECK_THAT(mail.text, !Contains("\n\n\n"));
            CHECK_THAT(mail.text, !Contains("{"));
            CHECK_THAT(mail.html, !Contains("http://"));
            CHECK_THAT(mail.html, !Contains(" src="));
        }
}

TEST_CASE("a letter about a whole year at its longest stays below 100 kB") {
    auto longest = later_meeting();
    std::string words;
    for (int i = 0; i < 16; ++i) words += "Hội nghị tổng kết ";
    longest.title = title(words);
    longest.place = line(words);
    std::vector<plan::Occurrence> year(100, longest);
    const auto digest = Office{}.letter({{"monthly"}}, "mau", now, year);
    CHECK(digest.html.size() < html_at_most);
    CHECK_THAT(digest.text, Contains("… và 50 việc nữa; xin xem lịch đầy đủ."));
    CHECK_THAT(digest.html, Contains("… và 50 việc nữa; xin xem lịch đầy đủ."));
    const std::vector<Office::Matter> matters(60, {"notice 1", longest, meeting()});
    const auto notices = Office{}.letter(matters, "mau", now);
    CHECK(notices.html.size() < html_at_most);
    CHECK_THAT(notices.subject.str(), Catch::StartsWith("60 việc cần lưu ý: Hội nghị"));
    CHECK_THAT(notices.text, Contains("Các việc khác – 52 việc"));
}

TEST_CASE("a notice says the old and the new in words") {
    auto place = meeting();
    place.place = line("Hội trường Nhà văn hóa");
    auto link = meeting();
    link.link = line("https://hop.example.org/khac");
    auto next_year = violence_day();
    next_year.span = DayRange{day("2027-01-15"), day("2027-01-16")};
    struct Row {
        std::string_view name;
        plan::Occurrence before;
        plan::Occurrence now;
        std::string_view subject;
        std::string_view lead;
    };
    const std::vector<Row> rows{
        {"another hour and day", meeting(), later_meeting(),
         "Dời lịch: Họp Ban quý IV – nay là 13:30 ngày 30/11",
         "nay là 13:30–16:00, thứ Hai, ngày 30/11/2026 (giờ Việt Nam), không còn là 08:00–11:30, "
         "thứ Năm, ngày 26/11/2026 (giờ Việt Nam)."},
        {"another place", meeting(), place, "Đổi địa điểm: Họp Ban quý IV – 08:00 ngày 26/11",
         "nay tổ chức tại Hội trường Nhà văn hóa."},
        {"another link", meeting(), link, "Thay đổi: Họp Ban quý IV – 08:00 ngày 26/11",
         "đã thay đổi so với lần báo trước"},
        {"another year", violence_day(), next_year,
         "Dời lịch: Ngày Quốc tế xóa bỏ bạo lực đối với phụ nữ – nay là 15/01/2027",
         "nay là thứ Sáu, ngày 15/01/2027, không còn là thứ Tư, ngày 25/11/2026."},
        {"called off", meeting(), cancelled(meeting()), "Hủy: Họp Ban quý IV – 08:00 ngày 26/11",
         "đã hủy; đề nghị ông/bà bỏ khỏi lịch."},
        {"there again", cancelled(meeting()), meeting(), "Mới: Họp Ban quý IV – 08:00 ngày 26/11",
         "Kế hoạch vừa có thêm nội dung"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.name);
        const auto mail = Office{}.letter({{"notice 1", row.now, row.before}}, "mau", now);
        CHECK(mail.subject.str() == row.subject);
        CHECK_THAT(mail.text, Contains(std::string(row.lead)));
    }
}

TEST_CASE("two rules of one occurrence are told once") {
    const auto mail = Office{}.letter(
        {{"-1d 08:00", meeting(), {}}, {"-2h", meeting(), {}}, {"-1d 08:00", violence_day(), {}}},
        "mau", now);
    CHECK(mail.subject.str() == "2 việc cần lưu ý: Họp Ban quý IV");
    CHECK(count(mail.text, "Họp Ban quý IV – ") == 1);
}

TEST_CASE("a letter is late when a reminder in it is, and a notice is not") {
    const std::string due = "2026-11-23T01:00:00Z";
    const auto said = "Thư này đến muộn";
    CHECK_THAT(Office{}
                   .letter_due({{"-2d 08:00", meeting(), {}}, {"-1d 08:00", violence_day(), {}}},
                               "mau", due, now)
                   .text,
               Contains(said));
    CHECK_THAT(Office{}.letter_due({{"notice 1", meeting(), {}}}, "mau", due, now).text,
               !Contains(said));
}

TEST_CASE("no brackets stand in brackets") {
    Office office;
    for (auto& group : office.people.groups)
        group.title = title(group.title.vi.str() + " (công chức VHXH)");
    const auto mail = office.letter({{"summary +1wd 08:00", annual_report(), {}}}, "mau", now);
    CHECK_THAT(mail.text, Contains("Trần Thị Mẫu – Thường trực Ban (công chức VHXH)"));
    const auto head = office.mail(annual_report(), "thu-nghiem", now);
    CHECK_THAT(head.text, Contains("Các tiểu khu (công chức VHXH), 10 đơn vị"));
    CHECK_THAT(head.text, !Contains(") ("));
}

TEST_CASE("the program's own letters ask for the telephone or the machine, not for the calendar") {
    const auto unreached =
        Office{}.letter({{"unreached vi-du -1d 08:00", meeting(), {}}}, "mau", now);
    CHECK(unreached.subject.str() == "Không gửi được cho Nguyễn Thị Ví Dụ: Họp Ban quý IV");
    CHECK_THAT(unreached.text, Contains("gọi điện báo trực tiếp cho Nguyễn Thị Ví Dụ"));
    CHECK_THAT(unreached.text, !Contains("https://lich.example.org/"));
    const auto burst = Office{}.letter({{"burst 2026-11-24T01:00:00Z"}}, "mau", now);
    CHECK_THAT(burst.text, Contains("nhaclich resume"));
    CHECK_THAT(burst.text, !Contains("https://lich.example.org/"));
}
