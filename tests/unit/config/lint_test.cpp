#include "config/lint.hpp"

#include "unit/config/files.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::config;

namespace {

/// The remarks on these files on 24/11/2026: "w" or "n", then the remark.
std::string remarks_on(const Files& files) {
    const auto loaded = load("nhaclich.toml", reader(files));
    if (!loaded) FAIL(rendered(loaded.error()));
    std::string text;
    for (const auto& remark : lint(*loaded, make_day(2026, 11, 24)))
        text += (remark.severity == Severity::warning ? "w " : "n ") + rendered(remark.what) + "\n";
    return text;
}

/// Sound files without a remark: those of the corpus, with the holidays announced.
Files quiet_files() {
    auto files = sound_files();
    files["holidays.toml"] +=
        "\n[[year]]\nyear = 2026\nsource = \"a\"\n\n[[year]]\nyear = 2027\nsource = \"b\"\n";
    return files;
}

std::string remarks_with(const std::string& file, const std::string& more) {
    auto files = quiet_files();
    files[file] += more;
    return remarks_on(files);
}

}  // namespace

TEST_CASE("a configuration in order gets no remark") { CHECK(remarks_on(quiet_files()).empty()); }

TEST_CASE("what is probably not meant is told with its place") {
    struct Case {
        const char* file;
        const char* more;
        const char* remark;
    };
    for (
        const auto& c : {
            Case{"members.toml", "\n[[member]]\nid = \"x\"\nname = \"Không Đường\"\n",
                 "w members.toml:21:1: lint.member-unreachable {name=Không Đường}\n"},
            Case{"members.toml", "\n[[unit]]\nid = \"x\"\ntitle = \"Tiểu khu 2\"\n",
                 "w members.toml:21:1: lint.unit-unanswered {title=Tiểu khu 2}\n"},
            Case{"members.toml", "\n[[group]]\nid = \"x\"\ntitle = \"X\"\n",
                 "w members.toml:21:1: lint.group-empty {id=x}\n"},
            Case{"plan.toml", "\n[[meeting]]\nid = \"x\"\ntitle = \"Họp\"\n",
                 "n plan.toml:10:1: lint.no-date {title=Họp}\n"},
            Case{"plan.toml", "\n[[task]]\nid = \"x\"\ntitle = \"Việc\"\n",
                 "n plan.toml:10:1: lint.no-date {title=Việc}\n"},
            Case{"plan.toml", "\n[[task]]\nid = \"x\"\ntitle = \"Việc\"\ncancelled = true\n", ""},
            Case{
                "plan.toml",
                "\n[[meeting]]\nid = \"x\"\ntitle = \"Họp\"\non = \"28/11/2026\"\nat = \"08:00\"\n",
                "w plan.toml:10:1: lint.meeting-weekend {title=Họp, day=28/11/2026}\n"},
            Case{"plan.toml",
                 "\n[[meeting]]\nid = \"x\"\ntitle = \"Họp\"\non = \"1/1/2027\"\nat = \"08:00\"\n",
                 "w plan.toml:10:1: lint.meeting-holiday {title=Họp, day=01/01/2027, "
                 "holiday=Tết Dương lịch}\n"},
            Case{
                "plan.toml",
                "\n[[meeting]]\nid = \"x\"\ntitle = \"Họp\"\non = \"30/11/2026\"\nat = \"05:59\"\n",
                "w plan.toml:10:1: lint.meeting-hour {title=Họp, hour=05:59}\n"},
            Case{
                "plan.toml",
                "\n[[meeting]]\nid = \"x\"\ntitle = \"Họp\"\non = \"30/11/2026\"\nat = \"21:01\"\n",
                "w plan.toml:10:1: lint.meeting-hour {title=Họp, hour=21:01}\n"},
            Case{
                "plan.toml",
                "\n[[meeting]]\nid = \"x\"\ntitle = \"Họp\"\non = \"30/11/2026\"\nat = \"21:00\"\n",
                ""},
            Case{"plan.toml", "remind = []\n", ""},
            Case{"plan.toml", "\n[[task]]\nid = \"x\"\ntitle = \"Việc\"\non = \"1/12/2023\"\n",
                 "w plan.toml:10:1: lint.outside-plan {title=Việc, day=01/12/2023, year=2024}\n"},
            Case{"plan.toml", "\n[[task]]\nid = \"x\"\ntitle = \"Việc\"\non = \"1/12/2062\"\n",
                 "w plan.toml:10:1: lint.outside-plan {title=Việc, day=01/12/2062, year=2024}\n"},
            Case{"plan.toml", "\n[[task]]\nid = \"x\"\ntitle = \"Việc\"\non = \"1/12/2027\"\n", ""},
            Case{"plan.toml", "cancelled = [\"9/3/2026\"]\n",
                 "w plan.toml:5:1: lint.cancelled-nothing {title=Ngày Quốc tế Phụ nữ, "
                 "day=09/3/2026}\n"},
            Case{"plan.toml", "cancelled = [\"8/3/2026\"]\n", ""},
            Case{"plan.toml",
                 "\n[[deadline]]\nid = \"x\"\ntitle = \"Báo cáo\"\nby = \"5/12\"\n"
                 "owed_by = \"thuong-truc\"\nsubmit_to = \"thuong-truc\"\nshift = \"keep\"\n",
                 "w plan.toml:10:1: lint.deadline-no-unit {title=Báo cáo}\n"},
            Case{"plan.toml",
                 "\n[[deadline]]\nid = \"x\"\ntitle = \"Báo cáo\"\nby = \"5/12\"\n"
                 "owed_by = \"tieu-khu\"\n",
                 "n plan.toml:10:1: lint.shifted-weekend {title=Báo cáo, from=05/12/2026, "
                 "due=04/12/2026}\n"
                 "n plan.toml:10:1: lint.shifted-weekend {title=Báo cáo, from=05/12/2027, "
                 "due=03/12/2027}\n"},
            Case{"plan.toml",
                 "\n[[deadline]]\nid = \"x\"\ntitle = \"Báo cáo\"\nby = 2027-01-01\n"
                 "owed_by = \"tieu-khu\"\nshift = \"later\"\n",
                 "n plan.toml:10:1: lint.shifted-holiday {title=Báo cáo, from=01/01/2027, "
                 "due=04/01/2027, holiday=Tết Dương lịch}\n"},
        }) {
        INFO(c.more);
        CHECK(remarks_with(c.file, c.more) == c.remark);
    }
}

TEST_CASE("mail that comes back to a domain it does not come from is warned of") {
    const auto remark = [](const std::string& verp) {
        return remarks_with(
            "nhaclich.toml",
            "\n[mail]\nfrom_address = \"lich@ban.example.org\"\n[mail.smtp]\nhost = "
            "\"smtp.example.org\"\n[mail.bounces]\nmbox = \"/var/mail/x\"\nverp = \"" +
                verp + "\"\n");
    };
    CHECK(remark("lich+TAG@ban.example.org").empty());
    CHECK(remark("lich+TAG@bounces.ban.example.org").empty());
    CHECK(remark("lich+TAG@example.org").empty());
    CHECK(
        remark("lich+TAG@xban.example.org") ==
        "w nhaclich.toml:0:0: lint.return-domain {from=ban.example.org, back=xban.example.org}\n");
}

TEST_CASE(
    "an entry is told to nobody when its audience, or the group of its rules, is unreachable") {
    const std::string alone =
        "\n[[group]]\nid = \"x\"\ntitle = \"X\"\n"
        "[[member]]\nid = \"x\"\nname = \"X\"\ngroups = \"x\"\n";
    const auto unreachable = [&](const std::string& line) {
        auto files = quiet_files();
        files["members.toml"] += alone;
        files["plan.toml"] += line;
        const auto remarks = remarks_on(files);
        return remarks.find("w plan.toml:5:1: lint.nobody-told {title=Ngày Quốc tế Phụ nữ}") !=
               std::string::npos;
    };
    CHECK(unreachable("audience = \"x\"\n"));
    CHECK(unreachable("remind = [\"-1d 08:00 x\"]\n"));
    CHECK_FALSE(unreachable("remind = [\"-1d 08:00 x\", \"-2d 08:00\"]\n"));
    CHECK_FALSE(unreachable("audience = [\"x\", \"tieu-khu\"]\n"));
}

TEST_CASE("a year whose holidays are only a forecast is noted") {
    CHECK(remarks_on(sound_files()) ==
          "n nhaclich.toml:0:0: lint.holidays-forecast {year=2026}\n"
          "n nhaclich.toml:0:0: lint.holidays-forecast {year=2027}\n");
}
