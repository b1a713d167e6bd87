#include "channel/secret_file.hpp"

#include "unit/channel/fixtures.hpp"

#include <catch2/catch.hpp>
#include <sys/stat.h>

using namespace nhaclich::channel;
using namespace nhaclich::channel::tests;

TEST_CASE("a secret is read without its line end") {
    const TemporaryDirectory directory;
    const auto content = GENERATE(as<std::string>{}, "mật khẩu", "mật khẩu\n", "mật khẩu\r\n");
    const auto read = secret_from(directory.file("password", content));
    REQUIRE(read);
    CHECK(read->reveal() == "mật khẩu");
}

TEST_CASE("a secret file that is missing, open to all, empty or too long says so") {
    const TemporaryDirectory directory;
    const auto fault = [](const std::string& path) {
        return std::string(secret_from(path).error().id.key);
    };
    CHECK(fault((directory.path() / "missing").string()) == "channel.secret-unreadable");
    CHECK(fault(directory.path().string()) == "channel.secret-unreadable");
    CHECK(fault(directory.file("empty", "\n")) == "channel.secret-empty");
    CHECK(fault(directory.file("long", std::string(4097, 'x'))) == "channel.secret-too-long");
    CHECK(secret_from(directory.file("longest", std::string(4096, 'x'))));
    const auto open = directory.file("open", "x");
    ::chmod(open.c_str(), 0644);
    CHECK(fault(open) == "channel.secret-exposed");
    ::chmod(open.c_str(), 0640);
    CHECK(secret_from(open));
    const auto fifo = (directory.path() / "fifo").string();
    ::mkfifo(fifo.c_str(), 0600);
    CHECK(fault(fifo) == "channel.secret-unreadable");
}
