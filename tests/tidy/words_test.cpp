// What is not written here, each with what to write instead.
#include "tidy/source.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <regex>

using namespace nhaclich::tidy;

namespace {

struct Ban {
    const char* pattern;  ///< found in code without comments and strings
    const char* instead;
    std::vector<std::string_view> except = {};  ///< beginnings of paths where it belongs
    std::string_view sample;
};

const std::vector<Ban>& bans() {
    static const std::vector<Ban> all{
        {R"(system_clock\s*::\s*now)",
         "take an Instant, or Clock::now()",
         {"daemon/clock/"},
         "auto t = std::chrono::system_clock::now();"},
        {R"(\bsleep_for\b|\bsleep_until\s*\(\s*std|\busleep\b|\bsleep\s*\(\s*\d)",
         "Clock::sleep_until, or wait for what is awaited",
         {},
         "std::this_thread::sleep_for(1s);"},
        {R"(\b(io|ioc|io_context|context)_?\s*\.\s*stop\s*\()",
         "let TaskGroup end the coroutines: frames must not outlive their objects",
         {},
         "io.stop();"},
        {R"(\bconst_cast\b)", "a const-correct call", {}, "f(const_cast<char*>(p));"},
        {R"(\bnew\s+[A-Za-z_:(])", "std::make_unique or a value", {}, "auto* p = new Plan();"},
        {R"(\bdelete\b\s*(\[\s*\])?\s*[A-Za-z_*(])", "a unique_ptr", {}, "delete p;"},
        {R"(\b(malloc|calloc|realloc|free)\s*\()",
         "a container, or the library's handle in its unique_ptr alias",
         {"daemon/icalendar/ical.hpp"},
         "free(text);"},
        {R"(\bstd::time\s*\(|\btime\s*\(\s*(nullptr|NULL|0)\s*\))",
         "Clock::now()",
         {},
         "const auto t = std::time(nullptr);"},
        {R"(\b(localtime|gmtime|mktime)(_r)?\b)", "calendar::Zone", {}, "localtime_r(&t, &tm);"},
        {R"(\bs?rand\s*\()",
         "OpenSSL's RAND_bytes, or a generator handed in",
         {},
         "int n = rand() % 6;"},
        {R"((^|[^\w.>:])get_\w+\s*\((?![^;{]*\boverride\b))",
         "name a function after what it computes",
         {},
         "int get_year();"},
        {R"(\b\w*(Manager|Helper|Util|Utils)\b)",
         "name the class after its duty",
         {},
         "class PlanManager {};"},
        {R"(\bTRY\s*\()", "and_then, or two lines of if and return", {}, "TRY(parse(text));"},
    };
    return all;
}

Faults matches(const File& file, const std::string& text, const char* pattern, const char* what) {
    Faults faults;
    const std::regex banned(pattern, std::regex::multiline);
    for (std::sregex_iterator at(text.begin(), text.end(), banned), end; at != end; ++at)
        faults.push_back(fault(file, static_cast<std::size_t>(at->position()), what));
    return faults;
}

Faults banned(const File& file, const Ban& ban) {
    if (std::ranges::any_of(ban.except, [&](auto start) { return file.path.starts_with(start); }))
        return {};
    return matches(file, bare_code(file.text), ban.pattern, ban.instead);
}

Faults unfinished(const File& file) {
    return matches(file, file.text, R"(\b(TODO|FIXME|XXX)\b)", "finish it, or leave it out");
}

Faults vietnamese_literals(const File& file) {
    Faults faults;
    // Đ, ă, ơ … and the precomposed letters U+1E80 to U+1EFF, as UTF-8.
    const std::regex letters("\xC3[\x80-\xBF]|[\xC4-\xC6][\x80-\xBF]|\xE1[\xBA\xBB][\x80-\xBF]");
    for (const auto& literal : string_literals(file.text))
        if (std::regex_search(literal, letters))
            faults.push_back(file.path + ": \"" + literal + "\" belongs into config/words/");
    return faults;
}

}  // namespace

TEST_CASE("banned words are not used, and each ban can fail") {
    for (const auto& ban : bans()) {
        CAPTURE(ban.pattern);
        CHECK(banned({"daemon/plan/a.cpp", std::string(ban.sample)}, ban).size() == 1);
        CHECK(banned({"daemon/plan/a.cpp", "// " + std::string(ban.sample)}, ban).empty());
        Faults found;
        for (const auto& file : all_sources())
            std::ranges::copy(banned(file, ban), std::back_inserter(found));
        CHECK(found == Faults{});
    }
}

TEST_CASE("a ban does not hit what only looks like it") {
    const std::string good =
        "Zone(const Zone&) = delete;\n"
        "if (const auto* day = std::get_if<Day>(&date)) stream.get_executor();\n"
        "timer.stop(); const char* s = \"new plan, io.stop()\"; renewal(plan); time(local);\n"
        "const auto million = 1'000'000; char quote = '\"'; auto news = new_plan();\n";
    for (const auto& ban : bans()) CHECK(banned({"daemon/plan/a.cpp", good}, ban) == Faults{});
}

TEST_CASE("a place where a word belongs is left alone there only") {
    const auto& ban = bans().front();
    CHECK(banned({"daemon/clock/system_clock.cpp", std::string(ban.sample)}, ban).empty());
    CHECK(banned({"daemon/outbox/outbox.cpp", std::string(ban.sample)}, ban).size() == 1);
}

TEST_CASE("nothing is left for later") {
    CHECK(unfinished({"a.cpp", "int a;  // TODO: more\n"}) ==
          Faults{"a.cpp:1: finish it, or leave it out"});
    CHECK(unfinished({"a.py", "mkdtemp('XXXXXX')"}).empty());
    Faults found;
    for (const auto* directory : {"daemon", "tests", "config", "docs", "systemd"})
        for (const auto& file :
             files(directory, {"pp", "py", "txt", "md", "toml", "service", "run"}))
            if (!file.path.starts_with("tests/tidy/"))
                std::ranges::copy(unfinished(file), std::back_inserter(found));
    CHECK(found == Faults{});
}

namespace {

/// Where Vietnamese is a notation that people write and the program reads.
bool reads_vietnamese(std::string_view path) {
    return path == "daemon/calendar/date_text.cpp" ||
           path == "daemon/calendar/recurrence_words.cpp" || path.starts_with("daemon/document/");
}

}  // namespace

TEST_CASE("what people read stands in catalogues, not in code") {
    CHECK(vietnamese_literals({"a.cpp", "f(\"Nhắc lịch\");"}).size() == 1);
    CHECK(vietnamese_literals({"a.cpp", "f(R\"(Đã nộp)\");"}).size() == 1);
    CHECK(vietnamese_literals({"a.cpp", "f(\"«key» – …\");  // Nhắc lịch"}).empty());
    Faults found;
    for (const auto& file : daemon_sources())
        if (!reads_vietnamese(file.path))
            std::ranges::copy(vietnamese_literals(file), std::back_inserter(found));
    CHECK(found == Faults{});
}
