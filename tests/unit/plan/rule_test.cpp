#include "plan/rule.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::plan;

TEST_CASE("a rule is read, and its key leaves out only the groups") {
    struct Row {
        std::string written, key;
        std::size_t groups;
    };
    const auto row = GENERATE(values<Row>({
        {"-7d 08:00", "-7d 08:00", 0},
        {"-5wd 08:00", "-5wd 08:00", 0},
        {"0d 06:30", "0d 06:30", 0},
        {"+0d 06:30", "0d 06:30", 0},
        {"+1wd 08:00", "+1wd 08:00", 0},
        {"-2h", "-120m", 0},
        {"-30m truong-ban", "-30m", 1},
        {"  -30d   08:00  thuong-truc truong-ban ", "-30d 08:00", 2},
        {"-400d 08:00", "-400d 08:00", 0},
    }));
    const auto rule = Rule::parse(row.written);
    REQUIRE(rule.has_value());
    CHECK(rule->key() == row.key);
    CHECK(rule->to.size() == row.groups);
    CHECK(Rule::parse(rule->key()).value().offset == rule->offset);
}

TEST_CASE("what is no rule is refused with its reason") {
    struct Row {
        std::string written, expected;
    };
    const auto row = GENERATE(values<Row>({
        {"", "rule.format"},
        {"7d 08:00", "rule.format"},
        {"-7", "rule.format"},
        {"-7x 08:00", "rule.format"},
        {"--7d 08:00", "rule.format"},
        {"-7d", "rule.hour-missing"},
        {"-7d 8h", "hour.format"},
        {"-7d 25:00", "hour.range"},
        {"+2h", "rule.after-start"},
        {"-401d 08:00", "rule.too-far"},
        {"-99999999999999999999d 08:00", "rule.format"},
        {"-2147483648h", "rule.format"},
        {"-2000000000h", "rule.too-far"},
        {"-9601h", "rule.too-far"},
        {"-7d 08:00 Thường-trực", "id.format"},
    }));
    CAPTURE(row.written);
    CHECK(Rule::parse(row.written).error().id.key == row.expected);
}
