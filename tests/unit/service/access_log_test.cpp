#include "service/access_log.hpp"

#include "support/temporary_directory.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <sys/stat.h>
#include <unistd.h>

using namespace nhaclich;
using service::AccessLog;

namespace {

constexpr Instant noon{std::chrono::seconds{1'795'694'400}};  // 2026-11-26T12:00:00Z

http::Access a_request() {
    http::Access access;
    access.client = "192.0.2.7";
    access.method = "GET";
    access.path = "/calendar.ics";
    access.status = 200;
    access.octets = 716;
    access.at = noon;
    access.agent = "iOS/18.1";
    access.took = std::chrono::microseconds{12};
    return access;
}

std::string combined(const http::Access& access, std::string_view time) {
    std::string line;
    service::append_combined(line, access, time);
    return line;
}

std::string text_of(const std::string& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

struct World {
    service::Log words{message::Catalogue::builtin(plan::Language::en), service::Quiet::yes};
    test::TemporaryDirectory directory;
    std::string path = directory.path() + "/access.log";
    AccessLog log{words};
};

}  // namespace

TEST_CASE("a request is one line as log readers know it, followed by its microseconds") {
    CHECK(combined(a_request(), service::common_log_time(noon)) ==
          "192.0.2.7 - - [26/Nov/2026:12:00:00 +0000] \"GET /calendar.ics HTTP/1.1\" 200 716 "
          "\"-\" \"iOS/18.1\" 12\n");
}

TEST_CASE("what a client says begins no line and ends no field") {
    struct Row {
        const char* name;
        std::string said;
        const char* written;
    };
    const Row rows[] = {
        {"a quote", "a\"b", R"("a\"b")"},
        {"a backslash", R"(a\b)", R"("a\\b")"},
        {"a line feed", "a\nb", R"("a\\u000ab")"},
        {"a tab", "a\tb", R"("a\\u0009b")"},
        {"an escape", "\x1b[31m", R"("\\u001b[31m")"},
        {"a NUL", std::string("a\0b", 3), R"("a\\u0000b")"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.name);
        auto access = a_request();
        access.agent = row.said;
        const auto agent = combined(access, "t");
        CHECK(agent.find(" " + std::string(row.written) + " 12\n") != std::string::npos);
        CHECK(std::count(agent.begin(), agent.end(), '\n') == 1);
        access = a_request();
        access.referer = row.said;
        CHECK(combined(access, "t").find(row.written) != std::string::npos);
        access = a_request();
        access.path = row.said;
        CHECK(std::count_if(agent.begin(), agent.end(), [](char c) { return c >= 0 && c < ' '; }) ==
              1);
    }
}

TEST_CASE("a field of any length leaves a line of a moderate one") {
    auto access = a_request();
    const std::string endless(100'000, 'a');
    access.agent = access.referer = access.path = endless;
    CHECK(combined(access, "t").size() < 2000);
}

TEST_CASE("lines reach the file when asked to, in their order, and after it was moved away") {
    World world;
    world.log.use(world.path);
    world.log.note(a_request());
    auto second = a_request();
    second.path = "/";
    world.log.note(second);
    world.log.use(world.path);
    const auto first = text_of(world.path);
    CHECK(std::count(first.begin(), first.end(), '\n') == 2);
    CHECK(first.find("/calendar.ics") < first.find("GET / "));

    std::filesystem::rename(world.path, world.path + ".1");
    world.log.use(world.path);
    world.log.note(a_request());
    world.log.use("off");
    world.log.note(a_request());
    world.log.use("off");
    const auto moved = text_of(world.path);
    CHECK(std::count(moved.begin(), moved.end(), '\n') == 1);
    CHECK(text_of(world.path + ".1") == first);
}

TEST_CASE("many lines are not kept waiting for their second") {
    World world;
    world.log.use(world.path);
    for (int i = 0; i < 10'000; ++i) world.log.note(a_request());
    CHECK(std::filesystem::file_size(world.path) > 900'000);
}

TEST_CASE("a pipe keeps nobody waiting, with no reader or one that does not read") {
    World world;
    REQUIRE(::mkfifo(world.path.c_str(), S_IRUSR | S_IWUSR) == 0);
    world.log.use(world.path);
    world.log.note(a_request());
    const int reader = ::open(world.path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    REQUIRE(reader >= 0);
    world.log.use(world.path);
    const auto line = combined(a_request(), service::common_log_time(noon));
    const auto read = [reader] {
        std::string text;
        std::array<char, 4096> piece{};
        for (auto got = ::read(reader, piece.data(), piece.size()); got > 0;
             got = ::read(reader, piece.data(), piece.size()))
            text.append(piece.data(), static_cast<std::size_t>(got));
        return text;
    };
    for (int i = 0; i < 20'000; ++i) world.log.note(a_request());
    world.log.flush();
    const auto first = read();
    CHECK(first.starts_with(line));
    CHECK(first.size() < 20'000 * line.size());
    // The line that was cut off is ended before the next one begins.
    world.log.note(a_request());
    world.log.flush();
    CHECK(read() == (first.ends_with('\n') ? "" : "\n") + line);
    world.log.use("off");
    ::close(reader);
}
