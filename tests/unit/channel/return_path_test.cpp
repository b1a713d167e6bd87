#include "channel/return_path.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich::channel;

TEST_CASE("a mail comes back to the sender, or to an address with the delivery's name in it") {
    const std::string name(32, 'a');
    CHECK(ReturnPath("nhaclich@example.org").of("<" + name + "@x.org>")->str() ==
          "nhaclich@example.org");
    CHECK(ReturnPath("n@example.org", "b+TAG@example.org").of("<" + name + "@x.org>")->str() ==
          "b+" + name + "@example.org");
}

TEST_CASE("no name makes a return path anything but an address") {
    const ReturnPath path("n@example.org", "b+TAG@example.org");
    for (const auto* id : {"<a b@x>", "<a>\r\nRCPT TO:<c@d.org>@x>", "", "<@x>", "<\"@x>"}) {
        INFO(id);
        const auto made = path.of(id);
        CHECK((!made || made->str().find_first_of(" <>\r\n\"") == std::string::npos));
    }
}
