// A board, its people and occurrences to write mails about. All names are made up.
#pragma once

#include "message/compose.hpp"
#include "message/letter.hpp"
#include "support/a_plan.hpp"

#include <string>
#include <vector>

namespace nhaclich::test {

inline plan::Title title(const std::string& vi, const std::string& en = "") {
    return {line(vi), line(en)};
}

inline calendar::Holidays a_holiday(Day day, const std::string& name) {
    calendar::Holidays holidays;
    holidays.off.emplace(day, calendar::Holiday{title(name)});
    return holidays;
}

struct Office {
    plan::People people;
    calendar::WorkingDays working_days{a_holiday(day("2026-11-24"), "Ngày Văn hóa Việt Nam")};
    calendar::Zone zone = hanoi();
    plan::Title board =
        title("Ban VSTBCPN Thị trấn Hà Trung", "Board for the Advancement of Women, Hà Trung Town");
    plan::Title plan_title =
        title("Kế hoạch hoạt động của Ban VSTBCPN Thị trấn Hà Trung năm 2024",
              "Plan of Work of the Board for the Advancement of Women, Hà Trung Town, 2024");
    std::string base_url = "https://lich.example.org";
    reminder::Receipts receipts;
    message::Templates templates;

    Office() {
        people.groups = {
            {group("thanh-vien"), title("Thành viên Ban", "Members of the board"), {}},
            {group("thuong-truc"), title("Thường trực Ban", "Standing office"), {}},
            {group("truong-ban"), title("Trưởng ban", "Head of the board"), {}},
            {group("tieu-khu"), title("Các tiểu khu", "Neighbourhoods"), {}},
            {group("ban-nganh"), title("Các ban, ngành", "Departments"), {}},
        };
        add("mau", "Trần Thị Mẫu", title("Công chức Văn hóa – Xã hội", "Culture and Society clerk"),
            {"thanh-vien", "thuong-truc"});
        add("vi-du", "Nguyễn Thị Ví Dụ", title("Trưởng Tiểu khu 1", "Head of Neighbourhood 1"),
            {"thanh-vien"});
        add("thu-nghiem", "Lê Văn Thử Nghiệm", title("Trưởng ban", "Head of the board"),
            {"thanh-vien", "truong-ban"});
        add("english", "Phạm Thị Minh Họa", title("Cố vấn", "Adviser"), {"thanh-vien"});
        people.members.back().language = plan::Language::en;
        for (int number = 1; number <= 10; ++number)
            unit("tk-" + std::to_string(number), "Tiểu khu " + std::to_string(number), "tieu-khu",
                 number == 1 ? std::vector{member("vi-du")} : std::vector<MemberId>{});
        unit("van-hoa", "Văn hóa – Xã hội", "ban-nganh", {});
    }

    void add(const std::string& id, const std::string& name, plan::Title position,
             const std::vector<std::string>& groups) {
        plan::Member someone{member(id),         line(name), std::move(position),
                             plan::Language::vi, {},         {}};
        for (const auto& name_of_group : groups) someone.groups.push_back(group(name_of_group));
        people.members.push_back(std::move(someone));
    }

    void unit(const std::string& id, const std::string& name, const std::string& of,
              std::vector<MemberId> members) {
        people.units.push_back(
            {UnitId::parse(id).value(), title(name), {group(of)}, std::move(members)});
    }

    /// What the reader gets at `now` (UTC); a reminder that was due at that very instant.
    message::Message mail(const plan::Occurrence& occurrence, const std::string& reader,
                          const std::string& now) const {
        return mail_due(occurrence, reader, now, now);
    }

    message::Message mail_due(const plan::Occurrence& occurrence, const std::string& reader,
                              const std::string& due, const std::string& now) const {
        const reminder::Delivery delivery{
            {occurrence.id, "-1d 08:00", member(reader), ChannelId::parse("email").value()},
            instant(due),
            instant(due),
            instant(due),
            instant(due)};
        const message::ComposeInput input{delivery, occurrence,   *people.find(member(reader)),
                                          people,   working_days, zone,
                                          board,    plan_title,   base_url,
                                          {},       receipts,     templates};
        return message::compose(input, instant(now)).value();
    }

    /// One item of a letter: what RULE says of the occurrence, and how it was before.
    struct Matter {
        std::string rule;
        std::optional<plan::Occurrence> occurrence = std::nullopt;
        std::optional<plan::Occurrence> before = std::nullopt;
    };

    /// One letter about all of them, due and written at `now` (UTC).
    message::Message letter(const std::vector<Matter>& matters, const std::string& reader,
                            const std::string& now,
                            const std::vector<plan::Occurrence>& agenda = {}) const {
        return letter_due(matters, reader, now, now, agenda);
    }

    message::Message letter_due(const std::vector<Matter>& matters, const std::string& reader,
                                const std::string& due, const std::string& now,
                                const std::vector<plan::Occurrence>& agenda = {}) const {
        std::vector<reminder::Delivery> deliveries;
        for (const auto& matter : matters) {
            const auto id = matter.occurrence ? matter.occurrence->id
                                              : plan::OccurrenceId{reminder::own_entry(),
                                                                   zone.day_of(instant(now))};
            deliveries.push_back(
                {{id, matter.rule, member(reader), ChannelId::parse("email").value()},
                 instant(due),
                 instant(due),
                 instant(due),
                 instant(due),
                 matter.before});
        }
        std::vector<message::LetterItem> items;
        for (std::size_t i = 0; i < matters.size(); ++i)
            items.push_back({deliveries[i], matters[i].occurrence});
        const message::LetterInput input{items,    agenda,   *people.find(member(reader)),
                                         people,   receipts, working_days,
                                         zone,     board,    plan_title,
                                         base_url, {},       templates};
        return message::letter(input, instant(now)).value();
    }

    void record(const plan::Occurrence& occurrence, const std::string& unit,
                reminder::Answer answer = reminder::Answer::submitted) {
        receipts[occurrence.id].insert_or_assign(
            UnitId::parse(unit).value(),
            reminder::Receipt{answer, occurrence.id.nominal, Instant{}, "cli"});
    }
};

inline plan::Occurrence an_occurrence(plan::OccurrenceId id) {
    return {.id = std::move(id),
            .kind = plan::Kind::task,
            .title = {},
            .description = {},
            .section = {},
            .place = {},
            .link = {},
            .span = {},
            .status = plan::Status::confirmed,
            .due = {},
            .limit = {},
            .shifted_from = {},
            .audience = {},
            .owed_by = {},
            .submit_to = {},
            .remind = {}};
}

inline plan::Occurrence all_day(const std::string& id, plan::Kind kind, plan::Title words,
                                const std::string& first, const std::string& last) {
    auto occurrence = an_occurrence(plan::OccurrenceId{EntryId::parse(id).value(), day(first)});
    occurrence.kind = kind;
    occurrence.title = std::move(words);
    occurrence.span = DayRange{day(first), day(last) + std::chrono::days{1}};
    return occurrence;
}

inline plan::Occurrence violence_day() {
    auto occurrence =
        all_day("chong-bao-luc", plan::Kind::observance,
                title("Ngày Quốc tế xóa bỏ bạo lực đối với phụ nữ",
                      "International Day for the Elimination of Violence against Women"),
                "2026-11-25", "2026-11-25");
    occurrence.section = line("II.2");
    return occurrence;
}

inline plan::Occurrence action_month() {
    auto occurrence = all_day(
        "thang-hanh-dong", plan::Kind::campaign,
        title(
            "Tháng hành động vì bình đẳng giới và phòng ngừa, ứng phó với bạo lực trên cơ sở giới",
            "Action Month for Gender Equality and the Prevention of and Response to Gender-based "
            "Violence"),
        "2026-11-15", "2026-12-15");
    occurrence.section = line("II.2");
    occurrence.description.vi =
        Prose::parse(
            "Tổ chức các hoạt động hưởng ứng có sức lan tỏa, thu hút đông đảo người dân "
            "tham gia.\nĐẩy mạnh phòng ngừa, phát hiện và xử lý kịp thời các vụ bạo lực "
            "trên cơ sở giới.")
            .value();
    return occurrence;
}

/// "Trước ngày 05/12": the last day in time is 04/12, a Friday.
inline plan::Occurrence annual_report() {
    auto occurrence = all_day("bao-cao-nam", plan::Kind::deadline,
                              title("Báo cáo năm", "Annual report"), "2026-12-04", "2026-12-04");
    occurrence.id.nominal = day("2026-12-05");
    occurrence.limit = plan::Limit::before;
    occurrence.due = day("2026-12-04");
    occurrence.section = line("IV.3");
    occurrence.owed_by = {group("tieu-khu"), group("ban-nganh")};
    occurrence.submit_to = {group("thuong-truc")};
    return occurrence;
}

inline plan::Occurrence cancelled(plan::Occurrence occurrence) {
    occurrence.status = plan::Status::cancelled;
    return occurrence;
}

/// "Trước ngày 05/6": 04/6/2028 is a Sunday, so it is due on Friday 02/6.
inline plan::Occurrence shifted_report() {
    auto occurrence =
        all_day("bao-cao-6-thang", plan::Kind::deadline,
                title("Báo cáo 6 tháng", "Half-year report"), "2028-06-02", "2028-06-02");
    occurrence.id.nominal = day("2028-06-05");
    occurrence.limit = plan::Limit::before;
    occurrence.due = day("2028-06-02");
    occurrence.shifted_from = plan::ShiftedFrom{day("2028-06-04"), calendar::DayOff{true, {}}};
    occurrence.section = line("IV.3");
    occurrence.owed_by = {group("tieu-khu"), group("ban-nganh")};
    occurrence.submit_to = {group("thuong-truc")};
    return occurrence;
}

inline plan::Occurrence meeting() {
    auto occurrence = all_day("hop-quy-4", plan::Kind::meeting,
                              title("Họp Ban quý IV", "Board meeting, fourth quarter"),
                              "2026-11-26", "2026-11-26");
    occurrence.span = plan::Timed{instant("2026-11-26T01:00:00Z"), instant("2026-11-26T04:30:00Z"),
                                  "Asia/Ho_Chi_Minh"};
    occurrence.section = line("II.4");
    occurrence.place = line("Phòng họp tầng 2, UBND Thị trấn Hà Trung");
    occurrence.link = line("https://hop.example.org/ban?phong=2&ma=\"1\"");
    return occurrence;
}

/// The same meeting, on the 30th at 13:30.
inline plan::Occurrence later_meeting() {
    auto occurrence = meeting();
    occurrence.span = plan::Timed{instant("2026-11-30T06:30:00Z"), instant("2026-11-30T09:00:00Z"),
                                  "Asia/Ho_Chi_Minh"};
    return occurrence;
}

}  // namespace nhaclich::test
