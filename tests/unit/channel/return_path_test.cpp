#include "channel/return_path.hpp"

#include <catch2/catch.hpp>

using nhaclich::channel::return_path;

namespace {

const std::string from = "nhaclich@example.org";
const std::string pattern = "b+TAG@example.org";

}  // namespace

TEST_CASE("a mail comes back to the sender, or to an address with the delivery's name in it") {
    const std::string name(32, 'a');
    CHECK(return_path(from, "", "<" + name + "@x.org>")->str() == from);
    CHECK(return_path(from, pattern, "<" + name + "@x.org>")->str() ==
          "b+" + name + "@example.org");
}

TEST_CASE("no name makes a return path anything but an address") {
    for (const auto* id : {"<a b@x>", "<a>\r\nRCPT TO:<c@d.org>@x>", "", "<@x>", "<\"@x>"}) {
        INFO(id);
        const auto made = return_path(from, pattern, id);
        CHECK((!made || made->str().find_first_of(" <>\r\n\"") == std::string::npos));
    }
}
