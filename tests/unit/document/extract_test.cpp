// Single sentences of plan documents; whole documents are read by tests/system/test_extract.py.
#include "document/extract.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

using namespace nhaclich;
using namespace nhaclich::document;

namespace {

std::string text(const Moment& moment) {
    return fmt::format("{}/{}{}{}", moment.day, moment.month,
                       moment.year ? "/" + std::to_string(*moment.year) : "",
                       moment.lunar ? " AL" : "");
}

std::string text(const Span& span) { return text(span.from) + ".." + text(span.to); }

std::string text(const Recurrence& recurrence) {
    if (!recurrence.words.empty()) return recurrence.words;
    return fmt::format("{} {}", recurrence.day, fmt::join(recurrence.months, ","));
}

/// "deadline by 5/6", one a line.
std::string told(const Extract& found) {
    std::string all;
    for (const auto& entry : found.entries) {
        if (!all.empty()) all += "; ";
        all += code(entry.kind);
        if (entry.kind == plan::Kind::deadline)
            all += entry.limit == Limit::before ? " before" : " by";
        all += " " + std::visit([](const auto& date) { return text(date); }, entry.date);
        if (entry.time) all += fmt::format(" {:02}:{:02}", entry.time->hour, entry.time->minute);
    }
    return all;
}

Extract read(const std::string& sentence) {
    return extract("KẾ HOẠCH\nCông tác năm 2026\n\nI. NỘI DUNG\n1. " + sentence).value();
}

std::string reasons(const Extract& found) {
    std::string all;
    for (const auto& left : found.left_out)
        all += (all.empty() ? "" : " ") + std::string(code(left.reason));
    return all;
}

}  // namespace

TEST_CASE("a day is read however an office writes it") {
    const std::string written =
        GENERATE(as<std::string>{}, "ngày 8/3", "ngày 08/3", "ngày 8-3", "ngày 08 tháng 3",
                 "mùng 8 tháng 3", "mồng 8/3", "ngày 08 / 3", "ngày 8\u00a0/\u00a03", "ngày 8–3",
                 "ngày 08 tháng\n3", "ngày 8/\n3", "Chủ nhật, ngày 8/3", "ngày 8.3");
    CAPTURE(written);
    CHECK(told(read("Tập huấn " + written + " tại hội trường.")) == "task 8/3");
}

TEST_CASE("a year may stand with it") {
    const std::string written =
        GENERATE(as<std::string>{}, "8/3/2026", "08-3-2026", "ngày 8 tháng 3 năm 2026",
                 "ngày 8/3 năm 2026", "ngày 8.3.2026", "ngày 8/3/26", "ngày 08 tháng 3 năm\n2026");
    CAPTURE(written);
    CHECK(told(read("Tập huấn, " + written)) == "task 8/3/2026");
}

TEST_CASE("spans, lists and windows") {
    struct Row {
        std::string sentence, entries;
    };
    const auto row = GENERATE(values<Row>({
        {"Tập huấn từ 15/11 - 15/12", "task 15/11..15/12"},
        {"Tập huấn từ ngày 16 đến 22/10", "task 16/10..22/10"},
        {"Tập huấn từ ngày 28 đến ngày 3/5", "task 28/4..3/5"},
        {"Trực cơ quan từ 28/12/2026 đến 3/1/2027", "task 28/12/2026..3/1/2027"},
        {"Trực cơ quan từ 28/12 đến 3/1/2027", "task 28/12/2026..3/1/2027"},
        {"Tập huấn ngày 14, 15/5/2026", "task 14/5/2026..15/5/2026"},
        {"Tập huấn trong 02 ngày 14-15/5/2026", "task 14/5/2026..15/5/2026"},
        {"Khám sức khỏe các ngày 5, 12, 19/6", "task 5/6; task 12/6; task 19/6"},
        {"Kiểm tra ngày 8 và ngày 22/7", "task 8/7; task 22/7"},
        {"Kiểm tra trong Quý III/2025", ""},  // of the year before
        {"Kiểm tra trong Quý III/2026", "task 1/7/2026..30/9/2026"},
        {"Kiểm tra trong quý I, II", "task 1/1..30/6"},
        {"Kiểm tra trong tháng 10", "task 1/10..31/10"},
        {"Kiểm tra vào tháng 2 năm 2028", "task 1/2/2028..29/2/2028"},
        {"Kiểm tra từ tháng 4 đến tháng 6/2026", "task 1/4/2026..30/6/2026"},
        {"Củng cố chi hội trong 6 tháng đầu năm", "task 1/1..30/6"},
        {"Tháng 5: kiểm tra các chi hội", "task 1/5..31/5"},
        {"Kiểm tra các chi hội cuối tháng 9", "task 21/9..30/9"},
        {"Tháng hành động vì trẻ em từ 01/6 đến 30/6", "campaign 1/6..30/6"},
        {"Phát động phong trào thi đua từ ngày 1/9 đến 20/11", "campaign 1/9..20/11"},
    }));
    CAPTURE(row.sentence);
    CHECK(told(read(row.sentence)) == row.entries);
}

TEST_CASE("deadlines say before or by") {
    struct Row {
        std::string sentence, entries;
    };
    const auto row = GENERATE(values<Row>({
        {"Gửi báo cáo trước ngày 05/6", "deadline before 5/6"},
        {"Gửi báo cáo chậm nhất là ngày 5/6", "deadline by 5/6"},
        {"Gửi báo cáo chậm nhất 5/6", "deadline by 5/6"},
        {"Gửi báo cáo muộn nhất vào ngày 5/6", "deadline by 5/6"},
        {"Gửi báo cáo không quá ngày 5/6", "deadline by 5/6"},
        {"Thời hạn nộp: 5/6", "deadline by 5/6"},
        {"Hạn cuối: hết ngày 5/6/2026", "deadline by 5/6/2026"},
        {"Nhận hồ sơ đến hết ngày 5/6", "deadline by 5/6"},
        {"Gửi danh sách trong ngày 5/6", "deadline by 5/6"},
        {"Gửi báo cáo trước 17 giờ 00 ngày 25/11", "deadline by 25/11 17:00"},
        {"Gửi báo cáo trước 16h30, thứ Sáu, ngày 25/11", "deadline by 25/11 16:30"},
        {"Hồ sơ gửi xong trong tháng 10", "deadline by 31/10"},
        {"Kế hoạch gửi về Ban trong quý II", "deadline by 30/6"},
        {"Hoàn thành trước tháng 6", "deadline before 1/6"},
        {"Gửi báo cáo ngày 15/6/2026", "deadline by 15/6/2026"},
        {"Gửi báo cáo 06 tháng (trước ngày 05/6) và báo cáo năm (trước ngày 05/12)",
         "deadline before 5/6; deadline before 5/12"},
        {"Gửi báo cáo trước ngày 25 hằng tháng", "deadline before 25 "},
        {"Gửi báo cáo trước ngày 15 của tháng cuối quý", "deadline before 15 3,6,9,12"},
        {"Gửi báo cáo trước ngày 15 tháng cuối mỗi quý", "deadline before 15 3,6,9,12"},
        {"Gửi báo cáo chậm nhất ngày 20 các tháng 3, 6, 9", "deadline by 20 3,6,9"},
        {"Hằng tháng, gửi báo cáo trước ngày 25", "deadline before 25 "},
        {"Báo cáo tháng gửi trước ngày 05 tháng sau", "deadline before 5 "},
        {"Báo cáo UBND trước ngày 30/11 hằng năm", "deadline before 30/11"},
    }));
    CAPTURE(row.sentence);
    CHECK(told(read(row.sentence)) == row.entries);
}

TEST_CASE("meetings have their hour, whatever the order of the words") {
    struct Row {
        std::string sentence, entries;
    };
    const auto row = GENERATE(values<Row>({
        {"Hội nghị sơ kết lúc 14 giờ 00 ngày 18/6/2026", "meeting 18/6/2026 14:00"},
        {"Hội nghị sơ kết: 8h30, thứ Tư, ngày 22/4/2026", "meeting 22/4/2026 08:30"},
        {"Hội nghị sơ kết ngày 18/6/2026, bắt đầu lúc 8 giờ", "meeting 18/6/2026 08:00"},
        {"Hội nghị từ 7h30 đến 11h ngày 12/4/2026", "meeting 12/4/2026 07:30"},
        {"Tọa đàm lúc 2 giờ chiều ngày 6/3/2026", "meeting 6/3/2026 14:00"},
        {"Họp 08:00 ngày 6/3/2026", "meeting 6/3/2026 08:00"},
        {"Ngày 5/9/2026: Lễ khai giảng, 7h15", "meeting 5/9/2026 07:15"},
        {"Họp giao ban vào ngày 05 hằng tháng, lúc 8 giờ 30", "meeting 5  08:30"},
        {"Họp chi hội vào ngày 10 và 25 hàng tháng", "meeting 10 ; meeting 25 "},
        {"Giao ban thứ Hai tuần đầu hằng tháng", "meeting thứ Hai đầu tháng"},
        {"Họp vào thứ Sáu cuối cùng của tháng", "meeting thứ Sáu cuối tháng"},
        {"Giao ban sáng thứ Hai hằng tuần", "meeting thứ Hai hằng tuần"},
        {"Họp vào ngày làm việc cuối cùng của tháng", "meeting ngày làm việc cuối tháng"},
        {"Ban Chấp hành họp ngày 05 của tháng đầu quý", "meeting 5 1,4,7,10"},
        {"Họp định kỳ mỗi quý một lần", ""},
        {"Phối hợp các ngành ngày 5/3/2026", "task 5/3/2026"},
    }));
    CAPTURE(row.sentence);
    CHECK(told(read(row.sentence)) == row.entries);
}

TEST_CASE("days that are celebrated are observances") {
    struct Row {
        std::string sentence, entries;
    };
    const auto row = GENERATE(values<Row>({
        {"Tuyên truyền ngày Quốc tế Phụ nữ 8-3, ngày Gia đình Việt Nam 28/6",
         "observance 8/3; observance 28/6"},
        {"Tuyên truyền nhân Ngày Quốc tế Phụ nữ nông thôn 15/10", "observance 15/10"},
        {"Treo cờ chào mừng 30/4 và 01/5", "observance 30/4; observance 1/5"},
        {"Kỷ niệm 96 năm Ngày thành lập Hội (20/10/1930 - 20/10/2026)", "observance 20/10/2026"},
        {"Kỷ niệm 80 năm Ngày thành lập Hội Chữ thập đỏ (23/11/1946)", "observance 23/11"},
        {"Giỗ Tổ Hùng Vương 10/3 (âm lịch)", "observance 10/3 AL"},
        {"Ngày Giỗ Tổ mùng 10 tháng 3 âm lịch (tức ngày 26/4/2026)", "observance 10/3 AL"},
        {"Lễ Vu Lan, rằm tháng Bảy", "observance 15/7 AL"},
        {"Ngày Thơ Việt Nam rằm tháng Giêng", "observance 15/1 AL"},
        {"Tết ông Công, ông Táo 23 tháng Chạp", "observance 23/12 AL"},
        {"8/3: Kỷ niệm Ngày Quốc tế Phụ nữ", "observance 8/3"},
        {"Tọa đàm nhân Ngày Quốc tế Phụ nữ 8/3, tổ chức ngày 6/3/2026",
         "observance 8/3; meeting 6/3/2026"},
        {"Ngày hội đọc sách ngày 21/4/2026", "task 21/4/2026"},
    }));
    CAPTURE(row.sentence);
    CHECK(told(read(row.sentence)) == row.entries);
}

TEST_CASE("what only looks like a date of the plan is left out, with a reason") {
    struct Row {
        std::string sentence, reasons;
    };
    const auto row = GENERATE(values<Row>({
        {"Thực hiện Nghị quyết số 11-NQ/TW ngày 27/4/2027 của Bộ Chính trị", "citation"},
        {"Theo Quyết định số 21/QĐ-UBND ngày 08/01/2026", "citation"},
        {"Thực hiện Luật Bình đẳng giới ngày 29/11/2026", "citation"},
        {"Có 8/10 tiểu khu đăng ký", "number"},
        {"Trực 24/7, số nhà 12/4 đường 30/4", "number number number"},
        {"Lớp 9/2 dọn vệ sinh", "number"},
        {"Kiểm tra 5-7 đơn vị", "number"},
        {"Năm 2025, ngày 12/5/2025 đã tập huấn", "past"},
        {"Lần trước họp ngày 15/5 vắng nhiều", "past"},
        {"Tập huấn ngày 31/4", "no-such-day"},
        {"Lễ hội ngày 5/13 âm lịch", "no-such-day"},
        {"Lễ hội ngày 31/5 âm lịch", "no-such-day"},
        {"Lễ hội từ ngày 31/5 đến ngày 02/6 âm lịch", "no-such-day"},
        {"Lễ hội từ ngày 29/4 đến ngày 31/5 âm lịch", "no-such-day"},
        {"Trại hè từ ngày 31/6 đến ngày 05/7", "no-such-day"},
        {"Đồng chí A, sinh ngày 12/5/2026", "background"},
        {"Luật có hiệu lực từ ngày 01/7/2026", "background"},
        {"Số liệu tính đến ngày 30/6/2026", "background"},
        {"Giai đoạn 2021-2030, nhiệm kỳ 2026-2031, Kế hoạch 58/KH-BVSTBCPN", ""},
        {"Kinh phí 12.000.000 đồng, điện thoại 0912.345.678", ""},
        {"Gọi 0 9 7 5 . 1 2 3 . 4 5 6 từ 7h30 đến 11h30", ""},
    }));
    CAPTURE(row.sentence);
    const auto found = read(row.sentence);
    CHECK(told(found).empty());
    CHECK(reasons(found) == row.reasons);
}

TEST_CASE("sections, headings of months and the date line are understood") {
    const auto found = extract(R"(UBND XÃ A
Số: 1/KH-UBND        Xã A, ngày 02 tháng 01 năm 2026
KẾ HOẠCH
năm 2026

II. NỘI DUNG
1. Công tác chung
a) Họp ngày 5/3
- Thăm hỏi ngày 6/3
2. Việc khác
Kiểm tra ngày 7/3

THÁNG 9/2026
- Ngày 05: Lễ khai giảng
- Vệ sinh trường lớp
)")
                           .value();
    std::string sections;
    for (const auto& entry : found.entries) sections += entry.section + " ";
    CHECK(sections == "II.1.a II.1.a II.2 II.2 II.2 ");
    CHECK(told(found) ==
          "meeting 5/3; task 6/3; task 7/3; meeting 5/9/2026; task 1/9/2026..30/9/2026");
    CHECK(reasons(found) == "date-line");
    CHECK(found.title == "KẾ HOẠCH năm 2026");
    CHECK(found.years == Years{2026, 2026});
}

TEST_CASE("a school year spans two") {
    const auto found =
        extract("KẾ HOẠCH năm học 2025 - 2026\n\nI. VIỆC\n- Họp ngày 5/9\n- Họp ngày 5/1").value();
    REQUIRE(found.entries.size() == 2);
    CHECK(found.entries[0].year == 2025);
    CHECK(found.entries[1].year == 2026);
}

TEST_CASE("the year may be given from outside") {
    CHECK(extract("1/ Họp: ngày 5/9").value().entries.at(0).year == std::nullopt);
    CHECK(extract("1/ Họp: ngày 5/9", 2027).value().entries.at(0).year == 2027);
}

TEST_CASE("a table gives an entry a row") {
    const auto found = extract(R"(| STT | Việc | Thời gian | Hạn hoàn thành |
|---|---|---|---|
| 1 | Họp Ban | 8h00 ngày 28/01/2026 | |
| 2 | Rà soát 8/10 chi hội | Tháng 4 | |
| 3 | Nộp hồ sơ | | 30/11 |
| 4 | Kỷ niệm Ngày Gia đình Việt Nam | 28/6 | |
)")
                           .value();
    CHECK(told(found) ==
          "meeting 28/1/2026 08:00; task 1/4..30/4; deadline by 30/11; observance 28/6");
    CHECK(found.entries[0].title == "Họp Ban");
}

TEST_CASE("the same thing twice is one entry, different things of a day are two") {
    CHECK(told(read("Kỷ niệm ngày Quốc tế Phụ nữ 8/3\n2. Hội thi nhân Ngày Quốc tế Phụ nữ 8/3")) ==
          "observance 8/3");
    CHECK(told(read("Gửi báo cáo trước ngày 5/6\n2. Nộp danh sách học viên trước ngày 5/6")) ==
          "deadline before 5/6; deadline before 5/6");
}

TEST_CASE("a title of one endless word is left open") {
    const auto found = read("Họp" + std::string(400, 'z') + " ngày 5/3/2026");
    REQUIRE(found.entries.size() == 1);
    CHECK(found.entries[0].title.empty());
}

TEST_CASE("text that is no UTF-8 or too long is refused") {
    CHECK(extract("\xff\xfe").error().id == "text.utf8"_msg);
    CHECK(extract(std::string(2'100'000, 'a')).error().id == "text.too-long"_msg);
    CHECK(extract("").value().entries.empty());
}

TEST_CASE("days that share a month no year has are left out together") {
    const auto found = read("Nộp bài vào ngày 8 và ngày 22/35 tại văn phòng.");
    CHECK(told(found).empty());
    CHECK(reasons(found) == "no-such-day no-such-day");
}
