#include "unit/message/a_mail.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::test;
using Catch::Matchers::Contains;

namespace {

std::string subject(const plan::Occurrence& occurrence, const std::string& now) {
    return Office{}.mail(occurrence, "vi-du", now).subject.str();
}

plan::Occurrence campaign(const std::string& first, const std::string& last) {
    return all_day("dot", plan::Kind::campaign, title("Đợt"), first, last);
}

}  // namespace

TEST_CASE("the subject tells the day from now, so that a late message is never wrong") {
    struct Row {
        plan::Occurrence occurrence;
        std::string now;
        std::string subject;
    };
    const auto month = campaign("2026-11-15", "2026-12-15");
    const auto observance =
        all_day("ngay", plan::Kind::observance, title("Ngày"), "2026-11-25", "2026-11-25");
    const std::vector<Row> rows{
        {observance, "2026-11-22T01:00:00Z", "Còn 3 ngày: Ngày – 25/11"},
        {observance, "2026-11-24T01:00:00Z", "Ngày mai: Ngày – 25/11"},
        {observance, "2026-11-24T17:00:00Z", "Hôm nay: Ngày – 25/11"},
        {observance, "2026-11-25T17:00:00Z", "Đã qua 1 ngày: Ngày – 25/11"},
        {month, "2026-11-10T01:00:00Z", "Còn 5 ngày: Đợt – từ 15/11 đến hết 15/12/2026"},
        {month, "2026-11-14T01:00:00Z", "Ngày mai bắt đầu: Đợt – từ 15/11 đến hết 15/12/2026"},
        {month, "2026-11-15T01:00:00Z", "Hôm nay bắt đầu: Đợt – từ 15/11 đến hết 15/12/2026"},
        {month, "2026-11-24T01:00:00Z", "Ngày thứ 10: Đợt – từ 15/11 đến hết 15/12/2026"},
        {month, "2026-12-15T01:00:00Z", "Hôm nay là ngày cuối: Đợt"},
        {month, "2026-12-16T01:00:00Z", "Đã kết thúc: Đợt – từ 15/11 đến hết 15/12/2026"},
        {annual_report(), "2026-11-24T01:00:00Z", "Còn 10 ngày: Báo cáo năm – hạn 04/12"},
        {annual_report(), "2026-12-03T01:00:00Z", "Ngày mai hết hạn: Báo cáo năm – 04/12"},
        {annual_report(), "2026-12-04T16:59:59Z", "Hôm nay hết hạn: Báo cáo năm – 04/12"},
        {annual_report(), "2026-12-04T17:00:00Z", "Quá hạn 1 ngày: Báo cáo năm – hạn 04/12"},
        {meeting(), "2026-11-21T01:00:00Z", "Còn 5 ngày: Họp Ban quý IV – 08:00 ngày 26/11"},
        {meeting(), "2026-11-25T01:00:00Z", "08:00 ngày mai: Họp Ban quý IV – 26/11"},
        {meeting(), "2026-11-25T23:00:00Z", "08:00 hôm nay: Họp Ban quý IV"},
        {meeting(), "2026-11-26T01:00:00Z", "Đang diễn ra: Họp Ban quý IV"},
        {meeting(), "2026-11-26T04:30:00Z", "Đã kết thúc: Họp Ban quý IV – 26/11"},
    };
    for (const auto& row : rows) {
        INFO(row.now);
        CHECK(subject(row.occurrence, row.now) == row.subject);
    }
}

TEST_CASE("every role hears of what is due in its own words, at every time") {
    const Office office;
    struct Row {
        std::string reader;
        std::string now;
        std::string words;
    };
    const auto row = GENERATE(values<Row>({
        {"vi-du", "2026-11-24T01:00:00Z",
         "Đề nghị Tiểu khu 1 hoàn thành và gửi về Trần Thị Mẫu – Thường trực Ban"},
        {"vi-du", "2026-12-03T01:00:00Z", "Ngày mai, thứ Sáu, ngày 04/12/2026, là hạn cuối nộp"},
        {"vi-du", "2026-12-06T01:00:00Z", "Đề nghị Tiểu khu 1 gửi ngay"},
        {"mau", "2026-11-24T01:00:00Z", "các đơn vị sẽ nộp “Báo cáo năm” về ông/bà"},
        {"mau", "2026-12-03T01:00:00Z", "là hạn cuối các đơn vị nộp “Báo cáo năm” về ông/bà"},
        {"mau", "2026-12-04T01:00:00Z",
         "Hôm nay, thứ Sáu, ngày 04/12/2026, là hạn cuối các đơn vị"},
        {"mau", "2026-12-06T01:00:00Z", "rà soát, đôn đốc đơn vị chưa nộp"},
        {"thu-nghiem", "2026-12-03T01:00:00Z", "để ông/bà theo dõi: ngày mai"},
        {"thu-nghiem", "2026-12-04T01:00:00Z", "để ông/bà theo dõi: hôm nay"},
        {"thu-nghiem", "2026-12-06T01:00:00Z", "để ông/bà theo dõi: hạn các đơn vị nộp"},
    }));
    const auto mail = office.mail(annual_report(), row.reader, row.now);
    CHECK_THAT(mail.text, Contains(row.words));
    CHECK_THAT(mail.html, Contains(row.words));
    CHECK((mail.text.find("Nếu đơn vị đã nộp") != std::string::npos) == (row.reader == "vi-du"));
}

TEST_CASE("who receives and also answers for a unit hears both") {
    Office office;
    office.people.units.back().members = {member("mau")};
    const auto mail = office.mail(annual_report(), "mau", "2026-11-24T01:00:00Z");
    CHECK_THAT(mail.text, Contains("về ông/bà"));
    CHECK_THAT(mail.text, Contains("Văn hóa – Xã hội cũng có trách nhiệm nộp."));
}

TEST_CASE("a member of an owing group without a unit is asked in person") {
    Office office;
    office.add("le", "Hồ Thị Lẻ", {}, {"ban-nganh"});
    const auto mail = office.mail(annual_report(), "le", "2026-11-24T01:00:00Z");
    CHECK_THAT(mail.text,
               Contains("Đề nghị ông/bà hoàn thành và gửi về Trần Thị Mẫu – Thường trực Ban"));
    CHECK_THAT(mail.text, Contains("Kính gửi: Hồ Thị Lẻ\n"));
}

TEST_CASE("a due day that was moved says why, whichever way it moved") {
    auto occurrence = shifted_report();
    const auto text = [&] {
        return Office{}.mail(occurrence, "vi-du", "2028-05-31T01:00:00Z").text;
    };
    CHECK_THAT(text(), Contains("Kế hoạch ghi: trước ngày 05/6/2028. Chuyển sớm từ Chủ nhật 04/6 "
                                "vì là ngày nghỉ cuối tuần."));
    occurrence.due = day("2028-06-05");
    occurrence.shifted_from->why->holiday.vi = line("Ngày hội");
    occurrence.limit = plan::Limit::by;
    CHECK_THAT(text(), Contains("chậm nhất ngày 05/6/2028. Lùi từ Chủ nhật 04/6 sang ngày "
                                "làm việc kế tiếp vì là ngày nghỉ (Ngày hội)."));
}

TEST_CASE("a reader of an entry's group is told so, another that he is on the list") {
    auto occurrence = violence_day();
    occurrence.audience = {group("truong-ban"), group("thuong-truc")};
    const Office office;
    CHECK_THAT(office.mail(occurrence, "thu-nghiem", "2026-11-24T01:00:00Z").text,
               Contains("vì kế hoạch giao cho: Trưởng ban."));
    CHECK_THAT(office.mail(occurrence, "vi-du", "2026-11-24T01:00:00Z").text,
               Contains("vì có tên trong danh sách của Ban VSTBCPN"));
}

TEST_CASE("a message is called late only when it is") {
    const Office office;
    const auto text = [&](const std::string& now) {
        return office.mail_due(violence_day(), "vi-du", "2026-11-24T01:00:00Z", now).text;
    };
    CHECK_THAT(text("2026-11-24T02:00:00Z"), !Contains("đến muộn"));
    CHECK_THAT(text("2026-11-24T02:00:01Z"),
               Contains("Thư này đến muộn: lịch nhắc là 08:00, thứ Ba, ngày 24/11/2026."));
}

TEST_CASE("only a web address becomes a link") {
    const Office office;
    auto occurrence = meeting();
    const auto html = [&] { return office.mail(occurrence, "vi-du", "2026-11-25T01:00:00Z").html; };
    CHECK_THAT(html(),
               Contains("href=\"https://hop.example.org/ban?phong=2&amp;ma=&quot;1&quot;\""));
    occurrence.link = line("javascript:alert(1)");
    CHECK_THAT(html(), !Contains("href=\"javascript"));
    CHECK_THAT(html(), Contains("javascript:alert(1)"));
}

TEST_CASE("a hostile title opens no tag") {
    auto occurrence = violence_day();
    occurrence.title.vi = line("\"><svg onload=alert(1)>");
    const auto mail = Office{}.mail(occurrence, "vi-du", "2026-11-24T01:00:00Z");
    CHECK_THAT(mail.html, !Contains("<svg"));
    CHECK_THAT(mail.html, Contains("&quot;&gt;&lt;svg onload=alert(1)&gt;"));
    CHECK_THAT(mail.text, Contains("\"><svg onload=alert(1)>"));
}

TEST_CASE("without an address of the pages nothing links anywhere") {
    Office office;
    office.base_url.clear();
    const auto mail = office.mail(violence_day(), "vi-du", "2026-11-24T01:00:00Z");
    CHECK_THAT(mail.html, !Contains("<a "));
    CHECK_THAT(mail.text, !Contains("http"));
}

TEST_CASE("the HTML is one document without anything remote, script or hidden text") {
    const auto html = Office{}.mail(action_month(), "english", "2026-11-24T01:00:00Z").html;
    CHECK(html.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
    for (const auto* banned : {"<script", "<img", "<link", "url(", "@import", "display:none"})
        CHECK_THAT(html, !Contains(banned));
    CHECK_THAT(html, Contains("prefers-color-scheme: dark"));
}

TEST_CASE("the largest entry stays below 100 kB, where Gmail would cut the message") {
    auto occurrence = action_month();
    const std::string quotes(8000, '"');
    occurrence.description.vi = Prose::parse(quotes).value();
    occurrence.title.vi = line(std::string(300, '"'));
    occurrence.place = line(std::string(300, '"'));
    const auto mail = Office{}.mail(occurrence, "vi-du", "2026-11-24T01:00:00Z");
    CHECK(mail.html.size() < 100'000);
}

TEST_CASE("a long title is cut in the subject, at a word, and whole in the text") {
    auto occurrence = violence_day();
    std::string long_title;
    for (int i = 0; i < 50; ++i) long_title += "hội nghị ";
    occurrence.title.vi = line(long_title.substr(0, 300));
    const auto mail = Office{}.mail(occurrence, "vi-du", "2026-11-24T01:00:00Z");
    CHECK_THAT(mail.subject.str(), Contains("hội… – 25/11") || Contains("nghị… – 25/11"));
    CHECK(mail.subject.str().size() < 220);
    CHECK_THAT(mail.text, Contains(occurrence.title.vi.str()));
}

TEST_CASE("text joined from parts is in NFC though a part begins with a combining mark") {
    auto occurrence = violence_day();
    occurrence.title.vi = line("\u0302 mũ");
    const auto mail = Office{}.mail(occurrence, "vi-du", "2026-11-24T01:00:00Z");
    CHECK(Prose::parse(mail.text, 100'000).value().str() + "\n" == mail.text);
}

TEST_CASE("the same facts at the same time give the same octets") {
    const Office office;
    const auto once = office.mail(annual_report(), "vi-du", "2026-11-24T01:00:00Z");
    const auto again = office.mail(annual_report(), "vi-du", "2026-11-24T01:00:00Z");
    CHECK(once.html == again.html);
    CHECK(once.text == again.text);
    CHECK(once.json == again.json);
}

TEST_CASE("a message knows its reader, its language and its moment") {
    const auto mail = Office{}.mail(annual_report(), "english", "2026-11-24T01:00:00Z");
    CHECK(mail.language == plan::Language::en);
    CHECK(mail.recipient_name.str() == "Phạm Thị Minh Họa");
    CHECK(mail.date == instant("2026-11-24T01:00:00Z"));
    CHECK_THAT(mail.text, Contains("“Annual report”"));
}

TEST_CASE("a webhook gets the facts") {
    const auto mail = Office{}.mail(annual_report(), "vi-du", "2026-11-24T01:00:00Z");
    const auto object = boost::json::parse(mail.json).as_object();
    CHECK(object.at("entry") == "bao-cao-nam");
    CHECK(object.at("kind") == "deadline");
    CHECK(object.at("nominal") == "2026-12-05");
    CHECK(object.at("title") == "Báo cáo năm");
    CHECK(object.at("start") == "2026-12-04");
    CHECK(object.at("end") == "2026-12-05");
    CHECK(object.at("all_day") == true);
    CHECK(object.at("due") == "2026-12-04");
    CHECK(object.at("when") == "thứ Sáu, ngày 04/12/2026");
    CHECK(object.at("board") == "Ban VSTBCPN Thị trấn Hà Trung");
    CHECK(object.at("calendar") == "https://lich.example.org/");
    CHECK(object.at("late") == "");
    CHECK(object.at("member") == "vi-du");
    CHECK(object.at("subject").as_string() == mail.subject.str());
    CHECK(object.at("text").as_string() == mail.text);

    const auto timed =
        boost::json::parse(Office{}.mail(meeting(), "vi-du", "2026-11-25T01:00:00Z").json)
            .as_object();
    CHECK(timed.at("start") == "2026-11-26T01:00:00Z");
    CHECK(timed.at("end") == "2026-11-26T04:30:00Z");
    CHECK(timed.at("all_day") == false);
    CHECK(timed.at("due").is_null());
    CHECK(timed.at("place") == "Phòng họp tầng 2, UBND Thị trấn Hà Trung");
    CHECK(timed.at("link") == "https://hop.example.org/ban?phong=2&ma=\"1\"");
}

TEST_CASE("working days are told only where days off lie between") {
    const Office office;
    CHECK_THAT(office.mail(annual_report(), "vi-du", "2026-11-24T01:00:00Z").text,
               Contains("Còn 10 ngày (8 ngày làm việc) nữa là đến hạn"));
    CHECK_THAT(office.mail(annual_report(), "vi-du", "2026-12-01T01:00:00Z").text,
               Contains("Còn 3 ngày nữa là đến hạn"));
}

TEST_CASE("an hour on several days names both ends") {
    auto occurrence = meeting();
    std::get<plan::Timed>(occurrence.span).end = instant("2026-11-27T10:00:00Z");
    const auto mail = Office{}.mail(occurrence, "vi-du", "2026-11-25T01:00:00Z");
    CHECK_THAT(mail.text, Contains("từ 08:00, thứ Năm, ngày 26/11/2026, đến 17:00, thứ Sáu, ngày "
                                   "27/11/2026 (giờ Việt Nam)"));
}

TEST_CASE("a meeting without a length has one hour, and is not over before it begins") {
    auto occurrence = meeting();
    auto& span = std::get<plan::Timed>(occurrence.span);
    span.end = span.start;
    CHECK(subject(occurrence, "2026-11-26T00:59:59Z") == "08:00 hôm nay: Họp Ban quý IV");
    CHECK_THAT(Office{}.mail(occurrence, "vi-du", "2026-11-25T01:00:00Z").text,
               Contains("Thời gian: 08:00, thứ Năm"));
}
