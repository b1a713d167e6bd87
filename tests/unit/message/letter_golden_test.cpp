#include "unit/message/a_mail.hpp"
#include "unit/message/golden.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::test;

namespace {

const std::string now = "2026-11-24T01:00:00Z";

plan::Occurrence elsewhere() {
    auto occurrence = meeting();
    occurrence.place = line("Hội trường Nhà văn hóa");
    return occurrence;
}

/// Three units have reported, one of them that there is nothing to report.
Office some_reported() {
    Office office;
    office.record(annual_report(), "tk-1");
    office.record(annual_report(), "tk-2");
    office.record(annual_report(), "tk-3", reminder::Answer::nothing_to_report);
    return office;
}

Office all_reported() {
    auto office = some_reported();
    for (int number = 4; number <= 10; ++number)
        office.record(annual_report(), "tk-" + std::to_string(number));
    office.record(annual_report(), "van-hoa");
    return office;
}

}  // namespace

TEST_CASE("a new meeting is announced") {
    check_mail("notice-new", Office{}.letter({{"notice 1", meeting(), {}}}, "vi-du", now));
}

TEST_CASE("a meeting that moved shows the old day struck and the new one") {
    check_mail("notice-moved",
               Office{}.letter({{"notice 1", later_meeting(), meeting()}}, "vi-du", now));
}

TEST_CASE("a meeting that moved is told to an English reader in English") {
    check_mail("notice-moved-english",
               Office{}.letter({{"notice 1", later_meeting(), meeting()}}, "english", now));
}

TEST_CASE("a meeting elsewhere shows the old place struck") {
    check_mail("notice-place", Office{}.letter({{"notice 1", elsewhere(), meeting()}}, "mau", now));
}

TEST_CASE("a meeting called off is struck") {
    check_mail("notice-cancelled",
               Office{}.letter({{"notice 2", cancelled(meeting()), meeting()}}, "vi-du", now));
}

TEST_CASE("several changes are one letter") {
    check_mail("notices-merged",
               Office{}.letter({{"notice 1", later_meeting(), meeting()},
                                {"notice 1", violence_day(), {}},
                                {"notice 3", cancelled(annual_report()), annual_report()}},
                               "vi-du", now));
}

TEST_CASE("reminders that waited are one letter that says it is late") {
    check_mail("reminders-late", Office{}.letter_due({{"-1d 08:00", meeting(), {}},
                                                      {"-10d 08:00", annual_report(), {}}},
                                                     "vi-du", "2026-11-22T01:00:00Z", now));
}

TEST_CASE("a nag asks the unit again") {
    check_mail("nag", Office{}.letter({{"nag 2026-12-08", annual_report(), {}}}, "vi-du",
                                      "2026-12-08T01:00:00Z"));
}

TEST_CASE("an escalation names the units that are missing") {
    check_mail("escalation", some_reported().letter(
                                 {{"escalation truong-ban after 3wd 08:00", annual_report(), {}}},
                                 "thu-nghiem", "2026-12-09T01:00:00Z"));
}

TEST_CASE("a summary says who has reported and who has not") {
    check_mail("summary", some_reported().letter({{"summary +0d 08:00", annual_report(), {}}},
                                                 "mau", "2026-12-04T01:00:00Z"));
}

TEST_CASE("a summary is content when all have reported") {
    check_mail("summary-complete",
               all_reported().letter({{"summary +1wd 08:00", annual_report(), {}}}, "mau",
                                     "2026-12-07T01:00:00Z"));
}

TEST_CASE("a summary is told to an English reader in English") {
    check_mail("summary-english",
               some_reported().letter({{"summary +1wd 08:00", annual_report(), {}}}, "english",
                                      "2026-12-07T01:00:00Z"));
}

TEST_CASE("a weekly agenda lists what comes") {
    check_mail("digest-weekly",
               Office{}.letter({{"weekly"}}, "vi-du", "2026-11-24T00:30:00Z",
                               {action_month(), violence_day(), meeting(), annual_report()}));
}

TEST_CASE("a monthly agenda lists what comes, in English") {
    check_mail("digest-monthly-english",
               Office{}.letter({{"monthly"}}, "english", "2026-11-01T00:30:00Z",
                               {action_month(), violence_day(), meeting()}));
}

TEST_CASE("the standing member is told whom to phone") {
    check_mail("unreached", Office{}.letter({{"unreached vi-du -1d 08:00", meeting(), {}}}, "mau",
                                            "2026-11-25T01:00:00Z"));
}

TEST_CASE("the admin is told that the program stopped itself") {
    check_mail("burst", Office{}.letter({{"burst " + now}}, "mau", now));
}

TEST_CASE("the admin is told of a mailbox, a channel that is closed and one that fails") {
    check_mail("suspended",
               Office{}.letter({{"suspended vi-du hoa@example.org " + now}}, "mau", now));
    check_mail("endpoint", Office{}.letter({{"endpoint zalo " + now}}, "mau", now));
    check_mail("trouble", Office{}.letter({{"failing email " + now}}, "mau", now));
    check_mail("trouble-english", Office{}.letter({{"failing email " + now}}, "english", now));
}
