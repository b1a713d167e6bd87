// Which room may include which library. The compiler keeps rooms apart (daemon/CMakeLists.txt), but
// system headers are reachable from everywhere.
#include "tidy/source.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <regex>

using namespace nhaclich::tidy;

namespace {

struct Library {
    std::string_view header;               ///< what the name between <> begins with
    std::vector<std::string_view> places;  ///< beginnings of paths below daemon/
};

const std::vector<Library>& libraries() {
    static const std::vector<Library> all{
        {"tl/", {""}},
        {"fmt/", {""}},
        {"unicode/", {"base/text.cpp", "config/idn.cpp"}},
        {"date/", {"calendar/zone.cpp"}},
        {"libnova/", {"calendar/sky.cpp"}},
        {"libical/", {"calendar/rrule.cpp", "icalendar/"}},
        {"toml++/",
         {"config/section.", "config/load.cpp", "config/next_year.cpp", "document/draft.cpp",
          "message/catalogue.cpp"}},
        {"kainjow/", {"message/template.cpp"}},
        {"SQLiteCpp/", {"store/sqlite/"}},
        {"sqlite3.h", {"store/sqlite/"}},
        {"curl/", {"channel/"}},
        {"gmime/", {"channel/", "bounce/transfer_encoding"}},
        {"openssl/", {"crypto/", "channel/curl.cpp", "http/"}},
        {"zlib.h", {"http/"}},
        {"CLI/", {"cli/"}},
        {"spdlog/", {"service/", "cli/"}},
        {"systemd/", {"service/"}},
        {"boost/algorithm", {""}},
        {"boost/asio",
         {"boost/", "clock/", "store/", "channel/", "outbox/", "http/", "service/", "cli/"}},
        {"boost/crc", {"store/"}},
        {"boost/unordered", {"service/"}},
        {"boost/beast", {"boost/", "http/"}},
        {"boost/system", {"clock/", "store/", "channel/", "outbox/", "http/", "service/", "cli/"}},
        {"boost/endian", {"http/gzip.cpp"}},
        {"boost/json",
         {"icalendar/", "message/", "store/", "channel/", "http/", "service/", "cli/"}},
        {"boost/filesystem", {"cli/document_text.cpp"}},
        {"boost/process", {"cli/document_text.cpp"}},
        {"boost/url", {"config/", "http/"}},
        {"boost/uuid", {"icalendar/"}},
        // POSIX
        {"sys/", {"clock/", "store/", "channel/", "http/", "service/", "cli/"}},
        {"fcntl.h", {"clock/", "store/", "channel/", "service/", "cli/"}},
        {"unistd.h", {"clock/", "store/", "channel/", "http/memory_file.cpp", "service/", "cli/"}},
        {"pwd.h", {"cli/book.cpp"}},
        {"csignal", {"service/", "channel/"}},
        {"iostream", {"cli/"}},
    };
    return all;
}

/// Rooms that decide and therefore neither read, wait nor toss.
constexpr std::string_view pure_rooms[] = {"base",    "calendar", "plan",     "reminder",
                                           "bounce",  "config",   "document", "icalendar",
                                           "message", "board",    "embedded"};
constexpr std::string_view impure_headers[] = {
    "fstream", "filesystem",         "random",  "thread",  "future", "mutex",
    "ctime",   "condition_variable", "csignal", "iostream"};

bool standard(const std::string& header) { return header.find_first_of("./") == std::string::npos; }

std::string complaint(const std::string& room, const std::string& path, const std::string& header) {
    const auto begins = [](std::string_view start) {
        return [start](std::string_view text) { return start.starts_with(text); };
    };
    // Joins the settings file's directory with the names in it; asks no file system.
    if (path == "daemon/config/load.cpp" && header == "filesystem") return "";
    if (std::ranges::count(pure_rooms, room) > 0 && std::ranges::count(impure_headers, header) > 0)
        return "is pure: take a value or a function instead of ";
    const auto library = std::ranges::find_if(libraries(), begins(header), &Library::header);
    if (library == libraries().end())
        return standard(header) ? "" : "needs a row in tests/tidy/includes_test.cpp for ";
    const auto place = std::string_view(path).substr(std::string_view("daemon/").size());
    return std::ranges::any_of(library->places, begins(place)) ? "" : "is no place for ";
}

Faults misplaced(const File& file) {
    static const std::regex include(R"(^[ \t]*#[ \t]*include[ \t]*<([^>]+)>)",
                                    std::regex::multiline);
    Faults faults;
    const auto code = without_comments(file.text);
    for (std::sregex_iterator at(code.begin(), code.end(), include), end; at != end; ++at) {
        const auto why = complaint(file.room(), file.path, (*at)[1]);
        if (!why.empty())
            faults.push_back(fault(file, static_cast<std::size_t>(at->position()),
                                   why + "<" + (*at)[1].str() + ">"));
    }
    return faults;
}

}  // namespace

TEST_CASE("a library is included only where its wrapping room says") {
    CHECK(misplaced({"daemon/base/text.cpp", "#include <unicode/uchar.h>\n#include <map>\n"})
              .empty());
    CHECK(misplaced({"daemon/plan/rule.cpp", "\n#include <unicode/uchar.h>\n"}) ==
          Faults{"daemon/plan/rule.cpp:2: is no place for <unicode/uchar.h>"});
    CHECK(misplaced({"daemon/outbox/outbox.cpp", "#  include <curl/curl.h>\n"}).size() == 1);
    CHECK(misplaced({"daemon/outbox/outbox.cpp", "// #include <curl/curl.h>\n"}).empty());
    CHECK(misplaced({"daemon/http/pages/home.cpp", "#include <iostream>\n"}).size() == 1);
    CHECK(misplaced({"daemon/http/feed.cpp", "#include <qrencode.h>\n"}) ==
          Faults{"daemon/http/feed.cpp:1: needs a row in tests/tidy/includes_test.cpp for "
                 "<qrencode.h>"});

    Faults found;
    for (const auto& file : daemon_sources())
        std::ranges::copy(misplaced(file), std::back_inserter(found));
    CHECK(found == Faults{});
}

TEST_CASE("pure rooms include nothing that reads, waits or tosses") {
    for (const auto room : pure_rooms) {
        const auto path = "daemon/" + std::string(room) + "/a.cpp";
        for (const auto header : impure_headers)
            CHECK(misplaced({path, "#include <" + std::string(header) + ">\n"}).size() == 1);
        CHECK(misplaced({path, "#include <boost/asio/awaitable.hpp>\n"}).size() == 1);
        CHECK(misplaced({path, "#include <unistd.h>\n"}).size() == 1);
    }
    CHECK(misplaced({"daemon/service/files.cpp", "#include <fstream>\n"}).empty());
}
