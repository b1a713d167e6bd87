#include "channel/mail_text.hpp"

#include "unit/channel/samples.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich::channel;
using namespace nhaclich::channel::tests;

TEST_CASE("the frozen octets of a mail read as its subject and its text") {
    const auto sent = a_message();
    const auto read = mail_text(a_mail().octets);
    CHECK(read.subject == sent.subject.str());
    CHECK(read.text == sent.text);
}

TEST_CASE("octets that are no mail read as nothing") {
    CHECK(mail_text("").text.empty());
    CHECK(mail_text(std::string("{\"a\": 1}\0\xFF", 10)).text.empty());
}
