#include "config/section.hpp"

#include "config/values.hpp"
#include "unit/config/files.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::config;

namespace {

/// Reads `toml` as the file "f" and gives the faults, rendered.
std::string faults_in(const std::string& toml, const Section::Reader& read) {
    Faults faults;
    if (const auto document = Document::parse(toml, "f", faults)) document->read(read, faults);
    return rendered(faults.sorted());
}

}  // namespace

TEST_CASE("a fault's column counts characters, not bytes") {
    CHECK(faults_in("'Hội' = { 'tên' = 1 }", [](Section& top) {
              top.within("Hội", [](Section& s) { s.text("tên"); });
          }) == "f:1:19: config.expected-text {key=tên, section=[Hội]}\n");
}

TEST_CASE("every typed reading gives its value, and a fault with a place for another sort") {
    struct Case {
        const char* toml;
        std::function<std::string(Section&)> read;
        const char* value;
        const char* fault;
    };
    const auto text = [](Section& s) { return s.text("k").value_or(Written{}).text; };
    const auto date = [](Section& s) {
        const auto found = plan_date(s, "k");
        return found ? calendar::vietnamese(*found) : std::string();
    };
    const auto at = [](Section& s) { return hour(s, "k").value_or(LocalHour()).text(); };
    const auto number = [](Section& s) { return std::to_string(s.integer("k", 1, 9).value_or(0)); };
    const auto flag = [](Section& s) {
        return s.boolean("k").value_or(false) ? std::string("yes") : std::string("no");
    };
    const auto lasts = [](Section& s) {
        return std::to_string(duration(s, "k", std::chrono::minutes{1}, std::chrono::days{2})
                                  .value_or(std::chrono::minutes{0})
                                  .count());
    };
    const auto both = [](Section& s) {
        const auto t = title(s, "k");
        return t.vi.str() + "|" + t.en.str();
    };
    const auto path = [](Section& s) { return absolute_path(s, "k"); };
    for (const auto& c : std::vector<Case>{
             {"k = 'chữ'", text, "chữ", ""},
             {"k = 1", text, "", "f:1:5: config.expected-text {key=k, section=f}\n"},
             {"k = ['a']", text, "", "f:1:5: config.expected-text {key=k, section=f}\n"},
             {"k = '8/3'", date, "08/3", ""},
             {"k = '15/11/2024'", date, "15/11/2024", ""},
             {"k = 2024-11-15", date, "15/11/2024", ""},
             {"k = 2024-11-15T08:00:00", date, "",
              "f:1:5: config.expected-date {key=k, section=f}\n"},
             {"k = '08:30'", at, "08:30", ""},
             {"k = 08:30:00", at, "08:30", ""},
             {"k = 08:30:01", at, "00:00", "f:1:5: config.expected-hour {key=k, section=f}\n"},
             {"k = 2024-11-15", at, "00:00", "f:1:5: config.expected-hour {key=k, section=f}\n"},
             {"k = '24:00'", at, "00:00", "f:1:5: hour.range {text=24:00}\n"},
             {"k = 9", number, "9", ""},
             {"k = 9.0", number, "0", "f:1:5: config.expected-number {key=k, section=f}\n"},
             {"k = 0", number, "0",
              "f:1:5: config.range {key=k, section=f, value=0, lowest=1, highest=9}\n"},
             {"k = true", flag, "yes", ""},
             {"k = 'true'", flag, "no", "f:1:5: config.expected-bool {key=k, section=f}\n"},
             {"k = '2h'", lasts, "120", ""},
             {"k = '90m'", lasts, "90", ""},
             {"k = '1h30m'", lasts, "90", ""},
             {"k = '1d2h3m'", lasts, "1563", ""},
             {"k = '30m1h'", lasts, "0",
              "f:1:5: config.duration-format {key=k, section=f, text=30m1h}\n"},
             {"k = '2'", lasts, "0", "f:1:5: config.duration-format {key=k, section=f, text=2}\n"},
             {"k = '-2h'", lasts, "0",
              "f:1:5: config.duration-format {key=k, section=f, text=-2h}\n"},
             {"k = '0m'", lasts, "0",
              "f:1:5: config.duration-range {key=k, section=f, text=0m, lowest=1m, highest=2d}\n"},
             {"k = '99999h'", lasts, "0",
              "f:1:5: config.duration-format {key=k, section=f, text=99999h}\n"},
             {"k = ' Họp  '", both, "Họp|", ""},
             {"k = { vi = 'Họp', en = 'Meeting' }", both, "Họp|Meeting", ""},
             {"k = { en = 'Meeting' }", both, "|Meeting",
              "f:1:5: config.key-missing {key=vi, section=[k]}\n"},
             {"k = '/etc/x'", path, "/etc/x", ""},
             {"k = 'x'", path, "x", "f:1:5: config.path-absolute {key=k, section=f, text=x}\n"},
         }) {
        INFO(c.toml);
        std::string value;
        CHECK(faults_in(c.toml, [&](Section& top) { value = c.read(top); }) == c.fault);
        CHECK(value == c.value);
    }
}

TEST_CASE("a single text stands for a list of one, and wrong elements are told one by one") {
    std::vector<std::string> read;
    const auto texts = [&](Section& top) {
        read.clear();
        for (const auto& written : top.texts("k"))
            read.push_back(written.text + "@" + std::to_string(written.where.column));
    };
    CHECK(faults_in("k = 'a'", texts).empty());
    CHECK(read == std::vector<std::string>{"a@5"});
    CHECK(faults_in("k = ['a', 1, 'b', []]", texts) ==
          "f:1:11: config.expected-text {key=k, section=f}\n"
          "f:1:19: config.expected-text {key=k, section=f}\n");
    CHECK(read == std::vector<std::string>{"a@6", "b@14"});
}

TEST_CASE("an absent section reads as an empty one: required keys are missed at its parent") {
    bool asked = false;
    CHECK(faults_in("x = 1", [&](Section& top) {
              top.integer("x", 0, 9);
              top.within("board", [&](Section& board) {
                  asked = true;
                  board.text("name", Need::required);
                  board.text("zone");
              });
          }) == "f:1:1: config.key-missing {key=name, section=[board]}\n");
    CHECK(asked);
}

TEST_CASE("sections of one kind are read in the order of the file, inline ones too") {
    std::string seen;
    CHECK(faults_in("a = [{ n = '1' }, { n = '2' }, 3]", [&](Section& top) {
              top.each("a", [&](Section& s) { seen += s.text("n")->text; });
          }) == "f:1:32: config.double-brackets {key=a, section=f, path=a}\n");
    CHECK(seen == "12");
}

TEST_CASE("a syntax error is one fault with its place, its line and the reader's words") {
    Faults faults;
    CHECK_FALSE(Document::parse("a = 1\nb = \n", "f", faults));
    const auto errors = faults.sorted();
    REQUIRE(errors.size() == 1);
    CHECK(errors[0].id.key == "config.syntax");
    CHECK(errors[0].where == Where{"f", 2, 5});
    CHECK(errors[0].args.at(0) == Arg{"text", "b = "});
    CHECK(errors[0].args.at(1).value.find("expected value") != std::string::npos);
}

TEST_CASE("nesting without end is a syntax error, not a crash") {
    Faults faults;
    CHECK_FALSE(Document::parse("a = " + std::string(100'000, '['), "f", faults));
    CHECK(faults.sorted().size() == 1);
}
