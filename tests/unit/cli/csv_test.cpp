#include "cli/csv.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich::cli;

namespace {

struct Row {
    const char* cell;
    const char* written;
};

}  // namespace

TEST_CASE("a cell is written by RFC 4180, and no spreadsheet takes it for a formula") {
    constexpr Row rows[] = {
        {"", ""},
        {"Báo cáo 6 tháng", "Báo cáo 6 tháng"},
        {"a,b", "\"a,b\""},
        {"nói \"không\"", "\"nói \"\"không\"\"\""},
        {"hai\ndòng", "\"hai\ndòng\""},
        {"hai\r\ndòng", "\"hai\r\ndòng\""},
        {"=1+1", "'=1+1"},
        {"=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\""},
        {"+84912345678", "'+84912345678"},
        {"-2+3", "'-2+3"},
        {"@SUM(A1)", "'@SUM(A1)"},
        {"\t=1", "'\t=1"},
        {"\r=1", "\"'\r=1\""},
        {"\n=1", "\"'\n=1\""},
        {"a=1", "a=1"},
        {"<1@example.org>", "<1@example.org>"},
        {" ", " "},
    };
    for (const auto& [cell, written] : rows) {
        CAPTURE(cell);
        CHECK(csv_record({cell}) == std::string(written) + "\r\n");
    }
}

TEST_CASE("cells of a record are apart by commas, and it ends by CR LF") {
    CHECK(csv_record({"a", "", "=c"}) == "a,,'=c\r\n");
    CHECK(csv_record({"a", "a"}) == "a,a\r\n");
}
