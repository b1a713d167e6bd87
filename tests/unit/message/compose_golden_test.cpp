#include "unit/message/a_mail.hpp"
#include "unit/message/golden.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::test;

TEST_CASE("an observance is announced one day before") {
    check_mail("observance-tomorrow",
               Office{}.mail(violence_day(), "vi-du", "2026-11-24T01:00:00Z"));
}

TEST_CASE("a running action month says which day it is and how many remain") {
    check_mail("campaign-running", Office{}.mail(action_month(), "vi-du", "2026-11-24T01:00:00Z"));
}

TEST_CASE("an annual report is asked of the member of a unit ten days before") {
    check_mail("report-ahead-unit",
               Office{}.mail(annual_report(), "vi-du", "2026-11-24T01:00:00Z"));
}

TEST_CASE("the standing member is told that the annual report comes in") {
    check_mail("report-ahead-standing",
               Office{}.mail(annual_report(), "mau", "2026-11-24T01:00:00Z"));
}

TEST_CASE("the head is told of the annual report to follow it") {
    check_mail("report-ahead-head",
               Office{}.mail(annual_report(), "thu-nghiem", "2026-11-24T01:00:00Z"));
}

TEST_CASE("a due day that moved says from where and why") {
    check_mail("report-shifted", Office{}.mail(shifted_report(), "vi-du", "2028-05-31T01:00:00Z"));
}

TEST_CASE("a report due today is pressing") {
    check_mail("report-today", Office{}.mail(annual_report(), "vi-du", "2026-12-04T01:00:00Z"));
}

TEST_CASE("an overdue report says for how long, and a late message that it is late") {
    check_mail("report-overdue", Office{}.mail_due(annual_report(), "vi-du", "2026-12-04T01:00:00Z",
                                                   "2026-12-06T02:00:00Z"));
}

TEST_CASE("a meeting has its hours, place and link") {
    check_mail("meeting-tomorrow", Office{}.mail(meeting(), "thu-nghiem", "2026-11-25T01:00:00Z"));
}

TEST_CASE("an English reader gets English words and titles") {
    check_mail("report-english", Office{}.mail(annual_report(), "english", "2026-11-24T01:00:00Z"));
}

TEST_CASE("a hostile title stays text") {
    auto occurrence = violence_day();
    occurrence.title.vi = line("\"><svg onload=alert(1)> {{lead}} & 'hết'");
    check_mail("hostile-title", Office{}.mail(occurrence, "vi-du", "2026-11-24T01:00:00Z"));
}

TEST_CASE("without a public address there is no link") {
    Office office;
    office.base_url.clear();
    check_mail("no-base-url", office.mail(violence_day(), "vi-du", "2026-11-25T01:00:00Z"));
}
