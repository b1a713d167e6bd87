#include "calendar/date_text.hpp"
#include "plan/occurrences.hpp"
#include "unit/config/files.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::config;

namespace {

Configuration loaded(const Files& files) {
    auto result = load("nhaclich.toml", reader(files));
    if (!result) FAIL(rendered(result.error()));
    return std::move(*result);
}

std::string keys(const std::vector<plan::Rule>& rules) {
    std::string text;
    for (const auto& rule : rules) text += rule.key() + ";";
    return text;
}

}  // namespace

TEST_CASE("settings that only name the board, its domain and the files have working defaults") {
    auto files = sound_files();
    files["nhaclich.toml"] = R"([files]
plan = "plan.toml"
members = "members.toml"
[board]
name = "Ban thử"
domain = "Ban.Example.org"
)";
    const auto settings = loaded(files).settings;
    CHECK(settings.board.zone.name() == "Asia/Ho_Chi_Minh");
    CHECK(settings.board.language == plan::Language::vi);
    CHECK(settings.board.domain == "ban.example.org");
    // Everybody: every group of the members file.
    CHECK(settings.board.audience.size() == 2);
    CHECK(settings.http.address == "127.0.0.1");
    CHECK(settings.http.port == 8380);
    CHECK(settings.http.base_url.empty());
    CHECK(settings.feed.name == settings.board.name);
    CHECK(settings.feed.refresh == std::chrono::hours{6});
    CHECK(settings.mail.from_name.str() == "Ban thử");
    CHECK(settings.mail.from_address == "nhaclich@ban.example.org");
    CHECK_FALSE(settings.mail.smtp);
    CHECK(settings.webhooks.empty());
    CHECK(settings.state_directory.empty());
    CHECK(settings.reminders.defaults.size() == 5);
    for (const auto& [kind, rules] : settings.reminders.defaults) CHECK_FALSE(rules.empty());
}

TEST_CASE("every setting of the file arrives in its field") {
    auto files = sound_files();
    files["nhaclich.toml"] = replaced(files["nhaclich.toml"], "domain =",
                                      "zone = \"Europe/Paris\"\nlanguage = \"en\"\n"
                                      "audience = \"tieu-khu\"\ndomain =") +
                             R"(
[http]
address  = "::1"
port     = 0
base_url = "https://lich.example.org/ban/"
[feed]
name    = "Lịch"
refresh = "1d"
color   = "teal"
[mail]
from_name    = "Nhắc lịch"
from_address = "lich@example.org"
reply_to     = "ban@example.org"
[mail.smtp]
host          = "smtp.example.org"
tls           = "implicit"
user          = "lich"
password_file = "/run/secret"
ca_file       = "/etc/ca.pem"
connections   = 8
[[mail.fallback]]
host = "smtp2.example.org"
[[mail.fallback]]
host = "127.0.0.1"
tls  = "none"
[[webhook]]
id             = "telegram"
url            = "http://127.0.0.1:9/x"
secret_file    = "/etc/t"
allow_loopback = true
[[webhook]]
id           = "khac"
url_file     = "/etc/u"
allow_networks = ["192.168.1.0/24", "fd00::5"]
token_file   = "/etc/k"
content_type = "application/json; charset=utf-8"
headers      = { X-A = "a {{token}}", X-B = "b" }
body         = '{"a": "{{to}}"}'
longest      = [{ at = "/a", octets = 5 }]
disable_after = "0d"
answer       = { at = "/e", accepted = ["0", "1"], refused = "2", retry_after = "/r" }
[reminders]
observance = ["-1d 08:00"]
campaign   = []
deadline   = "-10wd 08:00"
meeting    = ["-2h", "-30m"]
[storage]
state_directory = "/var/lib/x"
)";
    const auto settings = loaded(files).settings;
    CHECK(settings.board.zone.name() == "Europe/Paris");
    CHECK(settings.board.language == plan::Language::en);
    CHECK(settings.board.audience == std::vector{*GroupId::parse("tieu-khu")});
    CHECK(settings.http.address == "::1");
    CHECK(settings.http.port == 0);
    CHECK(settings.http.base_url == "https://lich.example.org/ban");
    CHECK(settings.feed.name.vi.str() == "Lịch");
    CHECK(settings.feed.refresh == std::chrono::days{1});
    CHECK(settings.feed.color == "teal");
    CHECK(settings.mail.reply_to == "ban@example.org");
    REQUIRE(settings.mail.smtp);
    CHECK(settings.mail.smtp->host == "smtp.example.org");
    CHECK(settings.mail.smtp->tls == Tls::implicit);
    CHECK(settings.mail.smtp->port == 465);
    CHECK(settings.mail.smtp->user == "lich");
    CHECK(settings.mail.smtp->password_file == "/run/secret");
    CHECK(settings.mail.smtp->ca_file == "/etc/ca.pem");
    CHECK(settings.mail.smtp->connections == 8);
    REQUIRE(settings.mail.fallback.size() == 2);
    CHECK(settings.mail.fallback[0].host == "smtp2.example.org");
    CHECK(settings.mail.fallback[0].tls == Tls::starttls);
    CHECK(settings.mail.fallback[1].port == 25);
    REQUIRE(settings.webhooks.size() == 3);
    CHECK(settings.webhooks[1].id.str() == "telegram");
    CHECK(settings.webhooks[1].url == "http://127.0.0.1:9/x");
    CHECK(settings.webhooks[1].allow_loopback);
    CHECK_FALSE(settings.webhooks[1].body);
    const auto& khac = settings.webhooks[2];
    CHECK(khac.disable_after == std::chrono::days{0});
    CHECK(settings.webhooks[1].disable_after == std::chrono::days{5});
    CHECK(settings.reminders.disable_after.at(khac.id) == std::chrono::days{0});
    CHECK(khac.url.empty());
    CHECK(khac.url_file == "/etc/u");
    CHECK(khac.token_file == "/etc/k");
    CHECK(khac.secret_file.empty());
    CHECK(khac.content_type == "application/json; charset=utf-8");
    REQUIRE(khac.headers.size() == 2);
    CHECK(khac.headers[0].name == "X-A");
    CHECK(khac.headers[0].value == "a {{token}}");
    REQUIRE(khac.body);
    CHECK(khac.body->render(message::webhook_values("{}", "i", "abcdef").value()) ==
          R"({"a":"ab…"})");
    CHECK(khac.answer.at == "/e");
    CHECK(khac.answer.accepted == std::vector<std::string>{"0", "1"});
    CHECK(khac.answer.refused == std::vector<std::string>{"2"});
    CHECK(khac.answer.retry_after == "/r");
    const auto& defaults = settings.reminders.defaults;
    CHECK(keys(defaults.at(plan::Kind::observance)) == "-1d 08:00;");
    CHECK(defaults.at(plan::Kind::campaign).empty());
    CHECK(keys(defaults.at(plan::Kind::deadline)) == "-10wd 08:00;");
    CHECK(keys(defaults.at(plan::Kind::meeting)) == "-120m;-30m;");
    CHECK(settings.state_directory == "/var/lib/x");
}

TEST_CASE("the usual port follows the sort of encryption") {
    for (const auto& [tls, port] :
         std::map<std::string, int>{{"starttls", 587}, {"implicit", 465}, {"none", 25}}) {
        auto files = sound_files();
        files["nhaclich.toml"] += "[mail.smtp]\nhost = \"127.0.0.1\"\ntls = \"" + tls + "\"\n";
        CHECK(loaded(files).settings.mail.smtp->port == port);
    }
}

TEST_CASE("entries of all kinds keep the order of the file, with all they say") {
    auto files = sound_files();
    files["plan.toml"] = R"([plan]
year = 2026
title = { vi = "Kế hoạch", en = "Plan" }
number = "1/KH"
issuer = "UBND"
signed_by = "Chủ tịch"
dated = "1/1/2026"

[[addressee]]
title = "Tiểu khu"
purpose = "thực hiện"
groups = "tieu-khu"

[[task]]
id = "t"
title = "Việc"
from = "15/12"
to = "15/1"
cancelled = ["15/12/2026", 2027-12-15]

[[meeting]]
id = "m"
title = "Họp"
on = "15/11/2026"
at = "08:00"
lasts = "1h30m"
description = "Tổng kết."
agenda = "1. Báo cáo\n2. Bàn"
place = "Hội trường"
link = "https://hop.example.org/a?b=c"

[[deadline]]
id = "d"
title = "Báo cáo"
by = 2026-06-05
shift = "keep"
owed_by = "tieu-khu"
submit_to = ["thuong-truc"]

[[observance]]
id = "o"
title = "Ngày"
on = "8 Mar"
section = "II.2"
audience = ["tieu-khu"]
remind = ["-7d 08:00 thuong-truc"]

[[campaign]]
id = "c"
title = "Đợt"
from = "15/11"
to = "15/12"
cancelled = true
)";
    const auto plan = loaded(files).plan;
    CHECK(plan.year == 2026);
    CHECK(plan.title.en.str() == "Plan");
    CHECK(plan.number.str() == "1/KH");
    CHECK(plan.dated.str() == "1/1/2026");
    REQUIRE(plan.addressees.size() == 1);
    CHECK(plan.addressees[0].purpose.vi.str() == "thực hiện");
    REQUIRE(plan.entries.size() == 5);

    const auto& task = std::get<plan::Task>(plan.entries[0]);
    CHECK(task.head.cancelled_on == std::set{make_day(2026, 12, 15), make_day(2027, 12, 15)});
    CHECK(calendar::vietnamese(task.span.value().to.value()) == "15/01");
    const auto& meeting = std::get<plan::Meeting>(plan.entries[1]);
    CHECK(meeting.time.value() ==
          plan::MeetingTime{make_day(2026, 11, 15), LocalHour::at(8, 0), std::chrono::minutes{90}});
    CHECK(meeting.head.description.vi.str() == "Tổng kết.\n\n1. Báo cáo\n2. Bàn");
    CHECK(meeting.head.place.str() == "Hội trường");
    CHECK(meeting.head.link.str() == "https://hop.example.org/a?b=c");
    const auto& deadline = std::get<plan::Deadline>(plan.entries[2]);
    CHECK(deadline.limit == plan::Limit::by);
    CHECK(deadline.head.shift == calendar::Shift::keep);
    CHECK(deadline.owed_by.at(0).str() == "tieu-khu");
    CHECK(deadline.submit_to.at(0).str() == "thuong-truc");
    CHECK(std::get<Day>(std::get<calendar::PlanDate>(deadline.date)) == make_day(2026, 6, 5));
    const auto& observance = std::get<plan::Observance>(plan.entries[3]);
    CHECK(observance.head.section.str() == "II.2");
    CHECK(observance.head.remind.value().at(0).to.at(0).str() == "thuong-truc");
    CHECK(std::get<plan::Campaign>(plan.entries[4]).head.cancelled);
}

TEST_CASE("members carry their addresses, and units know who answers for them") {
    auto files = sound_files();
    files["members.toml"] += R"(language = "en"
position = { vi = "Thường trực", en = "Standing member" }
[member.addresses]
zalo = "84 123"

[[unit]]
id = "tieu-khu-2"
title = "Tiểu khu 2"

[[member]]
id = "hai"
name = "Hai"
unit = ["tieu-khu-1", "tieu-khu-2"]
)";
    const auto people = loaded(files).people;
    REQUIRE(people.members.size() == 2);
    CHECK(people.members[0].language == plan::Language::en);
    CHECK(people.members[0].position.en.str() == "Standing member");
    CHECK(people.members[0].addresses.at(*ChannelId::parse("email")).str() == "mau@example.org");
    CHECK(people.members[0].addresses.at(*ChannelId::parse("zalo")).str() == "84 123");
    CHECK(people.members[1].language == plan::Language::vi);
    CHECK(people.members[1].addresses.empty());
    CHECK(people.units[0].members.size() == 2);
    CHECK(people.units[1].members == std::vector{*MemberId::parse("hai")});
}

TEST_CASE("a configuration knows its files, where things stand, and when the newest was saved") {
    const auto files = sound_files();
    const auto configuration = loaded(files);
    CHECK(configuration.files ==
          std::vector<std::string>{"nhaclich.toml", "members.toml", "plan.toml", "holidays.toml"});
    CHECK(configuration.edited_at == Instant{std::chrono::seconds{4}});
    CHECK(configuration.places.entries.at(*EntryId::parse("quoc-te-phu-nu")) ==
          Where{"plan.toml", 5, 1});
    CHECK(configuration.places.members.at(*MemberId::parse("mau")) == Where{"members.toml", 14, 1});
    CHECK(configuration.holidays.off.at(make_day(2026, 1, 1)).name.vi.str() == "Tết Dương lịch");
}

TEST_CASE("the other files are found beside the settings file") {
    const auto sound = sound_files();
    Files files;
    files["/etc/nhaclich/nhaclich.toml"] =
        replaced(sound.at("nhaclich.toml"), "\"holidays.toml\"", "\"../nghi.toml\"");
    files["/etc/nhaclich/plan.toml"] = sound.at("plan.toml");
    files["/etc/nhaclich/members.toml"] = sound.at("members.toml");
    files["/etc/nghi.toml"] = sound.at("holidays.toml");
    CHECK(faults_of(files, "/etc/nhaclich/nhaclich.toml").empty());
}

TEST_CASE("a settings file that cannot be read is the one fault, with the reader's reason") {
    CHECK(faults_of({}) == "nhaclich.toml:0:0: file.unreadable {path=nhaclich.toml}\n");
}

TEST_CASE("a file of more than 4 MiB is refused before it is parsed") {
    auto files = sound_files();
    files["plan.toml"] += "#" + std::string(4U << 20U, 'x');
    CHECK(faults_of(files) ==
          "nhaclich.toml:2:12: config.file-too-large {path=plan.toml, highest=4}\n");
}

TEST_CASE("a chain of including groups is no circle, however long and tangled") {
    auto files = sound_files();
    for (int i = 0; i < 300; ++i)
        files["members.toml"] += "[[group]]\nid = \"g" + std::to_string(i) + "\"\ntitle = \"G\"\n" +
                                 "includes = [\"tieu-khu\"" +
                                 (i == 0 ? "" : ", \"g" + std::to_string(i - 1) + "\"") + "]\n";
    CHECK(faults_of(files).empty());
}

namespace {

/// The first days of a year's occurrences, "id day".
std::string occurrences_of(const Configuration& configuration, int year) {
    const calendar::WorkingDays working_days(configuration.holidays);
    std::string text;
    for (const auto& occurrence :
         plan::occurrences(configuration.plan, {make_day(year, 1, 1), make_day(year + 1, 1, 1)},
                           {working_days, configuration.settings.board.zone}))
        text += occurrence.id.entry.str() + " " + iso(occurrence.id.nominal) + ";";
    return text;
}

Files files_of_two_years() {
    auto files = sound_files();
    files["nhaclich.toml"] =
        replaced(files.at("nhaclich.toml"), "\"plan.toml\"", "[\"plan-2026.toml\", \"plan.toml\"]");
    files["plan.toml"] = R"([plan]
year = 2024
title = "Kế hoạch 2024"

[[observance]]
id = "quoc-te-phu-nu"
title = "Ngày Quốc tế Phụ nữ"
on = "8/3"

[[observance]]
id = "bo-di"
title = "Không còn từ 2026"
on = "1/6"

[[task]]
id = "mot-lan"
title = "Đã định ngày"
on = "5/5/2026"
)";
    files["plan-2026.toml"] = R"([plan]
year = 2026
title = "Kế hoạch 2026"

[[observance]]
id = "quoc-te-phu-nu"
title = "Ngày Quốc tế Phụ nữ 2026"
on = "8/3"
)";
    return files;
}

}  // namespace

TEST_CASE("a newer plan takes over, and what stays the same keeps its identity") {
    const auto both = loaded(files_of_two_years());
    CHECK(both.plan.year == 2026);
    CHECK(occurrences_of(both, 2025) == "quoc-te-phu-nu 2025-03-08;bo-di 2025-06-01;");
    CHECK(occurrences_of(both, 2026) == "quoc-te-phu-nu 2026-03-08;mot-lan 2026-05-05;");
    CHECK(occurrences_of(both, 2027) == "quoc-te-phu-nu 2027-03-08;");
}

TEST_CASE("the words of an occurrence are those of the plan of its year") {
    const auto both = loaded(files_of_two_years());
    const calendar::WorkingDays working_days(both.holidays);
    const auto title = [&](int year) {
        const plan::OccurrenceId id{EntryId::parse("quoc-te-phu-nu").value(), make_day(year, 3, 8)};
        return plan::find_occurrence(both.plan, id, {working_days, both.settings.board.zone})
            .value()
            .title.vi.str();
    };
    CHECK(title(2025) == "Ngày Quốc tế Phụ nữ");
    CHECK(title(2026) == "Ngày Quốc tế Phụ nữ 2026");
}
