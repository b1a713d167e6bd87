// g++ 12 destroys an aggregate temporary, and a lambda that captures by value, twice when they
// stand in a statement with co_await: a double free. Name the object first, or have a function make
// it. And a function that throws on what it awaited in the condition is cut off behind it: an
// illegal instruction. Name the answer first.
#include "tidy/source.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <regex>

using namespace nhaclich::tidy;

namespace {

/// From co_await to the end of its statement, or to the block it is the condition of.
std::string_view awaiting_part(std::string_view code, std::size_t from) {
    static const std::regex end_of_part(R"(;|\)\s*\{)");
    std::cmatch found;
    const auto rest = code.substr(from);
    const bool ends = std::regex_search(rest.data(), rest.data() + rest.size(), found, end_of_part);
    return ends ? rest.substr(0, static_cast<std::size_t>(found.position())) : rest;
}

Faults doubly_destroyed(const File& file) {
    static const std::regex temporary(R"([\w>(,]\s*\{|[(,]\s*\[[^\]&])");
    constexpr std::string_view keyword = "co_await";
    Faults faults;
    const auto code = bare_code(file.text);
    for (auto at = code.find(keyword); at != std::string::npos;
         at = code.find(keyword, at + keyword.size())) {
        const std::string part(awaiting_part(code, at));
        if (std::regex_search(part, temporary))
            faults.push_back(fault(file, at, "name the object before the co_await statement"));
    }
    return faults;
}

Faults matches(const File& file, const std::regex& pattern, const std::string& advice) {
    Faults faults;
    const auto code = bare_code(file.text);
    for (std::regex_iterator found(code.begin(), code.end(), pattern), end = decltype(found){};
         found != end; ++found)
        faults.push_back(fault(file, static_cast<std::size_t>(found->position()), advice));
    return faults;
}

/// What stands behind && in the condition of a loop is awaited whatever stands before it.
Faults not_left_out(const File& file) {
    static const std::regex lazy(R"(\bwhile\s*\([^;{]*(&&|\|\|)\s*!?\s*co_await\b)");
    return matches(file, lazy, "await inside the loop, not in its condition");
}

Faults cut_off(const File& file) {
    static const std::regex throwing(R"(\bif\s*\([^;{]*\bco_await\b[^;{]*\)\s*\{?\s*throw\b)");
    return matches(file, throwing, "name what is awaited before the condition that throws");
}

}  // namespace

TEST_CASE("no aggregate and no capturing lambda is made inside a co_await statement") {
    const auto bad = GENERATE(values<std::string>({
        "co_await take(Job{name});",
        "co_await take({name});",
        "auto x = co_await take(first,\n    {name});",
        "co_await take(ok ? Job{a} : Job{b});",
        "co_await std::vector<int>{1};",
        "co_await on(pool, [job] { run(job); });",
        "co_await on(pool, [=] { run(job); });",
        "co_await on([this] { run(); });",
        "if (!co_await take(Job{name})) return;",
    }));
    CHECK(doubly_destroyed({"a.cpp", bad}).size() == 1);
}

TEST_CASE("named objects, constructors and captures by reference may be awaited") {
    const auto good = GENERATE(values<std::string>({
        "co_await take(job);",
        "co_await take(make_job(name));",
        "co_await take(Job(name));",
        "co_await on(pool, [&] { run(job); });",
        "co_await on(pool, [&job] { run(job); });",
        "auto [code, size] = co_await read(stream, as_tuple(use_awaitable));",
        "if (co_await ready()) { take(Job{name}); }",
        "while (!co_await ready(clock)) {\n    Job job{name};\n}",
        "co_await say(\"{name}\");  // not take({name})",
        "co_await (clock.sleep_until(when) || changed.wait()); Job job{1};",
        "co_await buffers[1].fill();",
    }));
    CHECK(doubly_destroyed({"a.cpp", good}) == Faults{});
}

TEST_CASE("nothing is thrown on a condition that awaits") {
    const auto bad = GENERATE(values<std::string>({
        "if (!co_await done(clock)) throw Late{};",
        "if (co_await failed()) {\n    throw Late{};\n}",
    }));
    CHECK(cut_off({"a.cpp", bad}).size() == 1);
    const auto good = GENERATE(values<std::string>({
        "const bool done = co_await done(clock);\nif (!done) throw Late{};",
        "if (!co_await done()) co_return;\nif (late) throw Late{};",
    }));
    CHECK(cut_off({"a.cpp", good}) == Faults{});
}

TEST_CASE("a loop's condition does not await what may be left out") {
    const auto bad = GENERATE(values<std::string>({
        "while (more && co_await something_came()) step();",
        "while (!done ||\n       !co_await ready()) step();",
    }));
    CHECK(not_left_out({"a.cpp", bad}).size() == 1);
    const auto good = GENERATE(values<std::string>({
        "while (co_await something_came()) step();",
        "while (more) {\n    more = co_await something_came();\n}",
        "if (asks() && !co_await invite()) co_return;",
    }));
    CHECK(not_left_out({"a.cpp", good}) == Faults{});
}

TEST_CASE("the daemon and its tests await only what g++ 12 translates rightly") {
    Faults found;
    for (const auto& file : all_sources()) {
        std::ranges::copy(doubly_destroyed(file), std::back_inserter(found));
        std::ranges::copy(cut_off(file), std::back_inserter(found));
        std::ranges::copy(not_left_out(file), std::back_inserter(found));
    }
    CHECK(found == Faults{});
}
