#include "channel/maildir.hpp"

#include "unit/channel/fixtures.hpp"
#include "unit/channel/samples.hpp"
#include "unit/channel/strict_mail.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

using namespace nhaclich::channel;
using namespace nhaclich::channel::tests;
namespace fs = std::filesystem;

namespace {

std::vector<fs::path> files(const fs::path& directory) {
    std::vector<fs::path> found;
    for (const auto& file : fs::directory_iterator(directory)) found.push_back(file.path());
    return found;
}

std::string content(const fs::path& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

struct World {
    TemporaryDirectory directory;
    fs::path mail = directory.path() / "mail";
    Maildir channel{a_sender(), mail.string(), key_of};
};

}  // namespace

TEST_CASE("a mail becomes one file in new, with the octets a relay would get") {
    World world;
    const auto payload = a_mail();
    const auto result = sent(world.channel, payload);
    CHECK(kind_of(result) == "accepted");
    REQUIRE(files(world.mail / "new").size() == 1);
    const auto octets = content(files(world.mail / "new").front());
    CHECK(octets == "Delivered-To: nguoi-nhan@example.org\r\n" + payload.octets);
    CHECK(strictly(octets).faults == std::vector<std::string>{});
    CHECK(files(world.mail / "tmp").empty());
}

TEST_CASE("a repeated delivery leaves one file, also when the first has been read meanwhile") {
    World world;
    const auto payload = a_mail();
    CHECK(kind_of(sent(world.channel, payload)) == "accepted");
    CHECK(kind_of(sent(world.channel, payload)) == "accepted");
    REQUIRE(files(world.mail / "new").size() == 1);
    const auto file = files(world.mail / "new").front();
    fs::rename(file, world.mail / "cur" / (file.filename().string() + ":2,S"));
    Maildir restarted(a_sender(), world.mail.string(), key_of);
    CHECK(kind_of(sent(restarted, payload)) == "accepted");
    CHECK(files(world.mail / "new").empty());
    CHECK(files(world.mail / "cur").size() == 1);
}

TEST_CASE("what a crash left half written is written over") {
    World world;
    const auto payload = a_mail();
    CHECK(kind_of(sent(world.channel, payload)) == "accepted");
    const auto file = files(world.mail / "new").front();
    const auto whole = content(file);
    fs::rename(file, world.mail / "tmp" / file.filename());
    std::ofstream(world.mail / "tmp" / file.filename()) << std::string(100'000, 'x');
    CHECK(kind_of(sent(world.channel, payload)) == "accepted");
    CHECK(content(file) == whole);
    CHECK(files(world.mail / "tmp").empty());
}

TEST_CASE("another delivery is another file, and all recipients share the Maildir") {
    World world;
    CHECK(kind_of(sent(world.channel, a_mail("a@example.org", "mot"))) == "accepted");
    CHECK(kind_of(sent(world.channel, a_mail("b@example.org", "hai"))) == "accepted");
    CHECK(files(world.mail / "new").size() == 2);
}

TEST_CASE("the Maildir is its owner's alone") {
    World world;
    sent(world.channel, a_mail());
    for (const auto& part :
         {world.mail, world.mail / "new", world.mail / "cur", world.mail / "tmp"})
        CHECK(fs::status(part).permissions() == fs::perms::owner_all);
    const auto file = files(world.mail / "new").front();
    CHECK(fs::status(file).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("a directory that cannot be made defers the mail for the whole channel") {
    World world;
    std::ofstream(world.mail) << "a file is in the way";
    const auto result = sent(world.channel, a_mail());
    CHECK(kind_of(result) == "deferred relay");
    CHECK(answer_of(result) == "channel.maildir");
}
