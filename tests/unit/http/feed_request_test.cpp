#include "http/feed_request.hpp"

#include "plan/people.hpp"
#include "support/a_plan.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::http;
using namespace nhaclich::test;

namespace {

/// "GROUP kinds language alarms", or why it is none.
std::string chosen(const std::string& path, const Query& query) {
    plan::People people;
    people.groups = {{group("thanh-vien"), {}, {}}};
    Request request;
    request.path = path;
    request.query = query;
    const auto choice = feed_choice(request, ".ics", people, plan::Language::vi);
    if (!choice) {
        const char* words[] = {"elsewhere", "wrong"};
        return words[static_cast<int>(choice.error())];
    }
    std::string text = choice->group ? choice->group->str() : "all";
    for (const auto kind : choice->kinds) text += " " + std::string(plan::code(kind));
    return text + " " + std::string(plan::code(choice->language)) + (choice->alarms ? " !" : "");
}

}  // namespace

TEST_CASE("an address and its query name one calendar, or none with a reason") {
    struct Row {
        std::string path;
        Query query;
        std::string expected;
    };
    const std::vector<Row> rows{
        {"/calendar.ics", {}, "all vi"},
        {"/calendar/thanh-vien.ics", {}, "thanh-vien vi"},
        {"/calendar.ics", {{"lang", "en"}}, "all en"},
        {"/calendar.ics", {{"kind", "meeting,deadline"}}, "all deadline meeting vi"},
        {"/calendar.ics", {{"kind", "meeting,meeting"}}, "all meeting vi"},
        {"/calendar.ics", {{"kind", "observance,campaign,deadline,meeting,task"}}, "all vi"},
        {"/calendar.ics", {{"alarms", "1"}}, "all vi !"},
        {"/calendar.ics", {{"alarms", "0"}}, "all vi"},
        {"/calendar/thanh-vien.ics",
         {{"alarms", "1"}, {"kind", "task"}, {"lang", "vi"}},
         "thanh-vien task vi !"},
        {"/calendar.ics", {{"kind", ""}}, "wrong"},
        {"/calendar.ics", {{"kind", "meeting,"}}, "wrong"},
        {"/calendar.ics", {{"kind", "Meeting"}}, "wrong"},
        {"/calendar.ics", {{"lang", "fr"}}, "wrong"},
        {"/calendar.ics", {{"alarms", "yes"}}, "wrong"},
        {"/calendar.ics", {{"lang", "en"}, {"lang", "en"}}, "wrong"},
        {"/calendar.ics", {{"group", "thanh-vien"}}, "wrong"},
        {"/calendar.ics", {{"", ""}}, "wrong"},
        {"/calendar/khac.ics", {}, "wrong"},
        {"/calendar/.ics", {}, "elsewhere"},
        {"/calendar/a/b.ics", {}, "elsewhere"},
        {"/calendar/../thanh-vien.ics", {}, "elsewhere"},
        {"/calendars.ics", {}, "elsewhere"},
        {"/calendar", {}, "elsewhere"},
        {"/calendar.ic", {}, "elsewhere"},
        {"/", {}, "elsewhere"},
        {"", {}, "elsewhere"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.path, row.query);
        CHECK(chosen(row.path, row.query) == row.expected);
    }
}
