// A mail compared with tests/data/golden/mail/NAME; UPDATE_GOLDEN=1 rewrites it, and git shows the
// change.
#pragma once

#include "message/message.hpp"
#include "support/source_file.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

namespace nhaclich::test {

inline void check_golden(const std::string& name, const std::string& text) {
    const std::string path = source_file("tests/data/golden/mail/" + name);
    if (std::getenv("UPDATE_GOLDEN") != nullptr) std::ofstream(path, std::ios::binary) << text;
    std::ifstream file(path, std::ios::binary);
    std::ostringstream golden;
    golden << file.rdbuf();
    INFO(path << " (UPDATE_GOLDEN=1 rewrites it)");
    CHECK(text == golden.str());
}

inline void check_mail(const std::string& name, const message::Message& mail) {
    check_golden(name + ".txt", "Subject: " + mail.subject.str() + "\n\n" + mail.text);
    check_golden(name + ".html", mail.html);
}

}  // namespace nhaclich::test
