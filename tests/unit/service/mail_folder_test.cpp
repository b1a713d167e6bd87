// Folders of returned mail, read step by step.
#include "service/mail_folder.hpp"

#include "support/temporary_directory.hpp"

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <unistd.h>

using namespace nhaclich;
using namespace nhaclich::service;
using nhaclich::test::TemporaryDirectory;

namespace {

void write(const std::string& path, const std::string& octets) {
    std::ofstream(path, std::ios::binary) << octets;
}

/// The subjects of all mails from there on, and where reading ended.
std::vector<std::string> subjects(const std::string& path, MboxCursor& cursor) {
    std::vector<std::string> found;
    for (int steps = 0; steps < 100; ++steps) {
        const auto step = mbox_step(path, cursor).value();
        cursor = step.next;
        if (step.what == MboxStep::Is::end) return found;
        if (step.what != MboxStep::Is::mail) continue;
        CHECK(step.octets.size() <= bounce::octets_at_most + 65536);
        const auto at = step.octets.find("Subject: ") + 9;
        found.push_back(step.octets.substr(at, step.octets.find_first_of("\r\n", at) - at));
    }
    FAIL("it never ends");
    return found;
}

std::string a_mail(const std::string& subject, std::size_t size = 10) {
    return "From x Thu Jan  1\nSubject: " + subject + "\n\n" + std::string(size, 'x') + "\n\n";
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("mails of an mbox part where one begins behind an empty line, and only there") {
    const TemporaryDirectory directory;
    const auto path = directory.path() + "/box";
    MboxCursor cursor;
    write(path, a_mail("a") + "From x\r\nSubject: b\r\n\r\ntext\nFrom here\r\n\r\n" + a_mail("c"));
    CHECK(subjects(path, cursor) == Names{"a", "b", "c"});
    CHECK(subjects(path, cursor).empty());
    std::ofstream(path, std::ios::app) << a_mail("d");
    CHECK(subjects(path, cursor) == Names{"d"});
}

TEST_CASE("no size of a mail hides the one behind it") {
    const TemporaryDirectory directory;
    const auto path = directory.path() + "/box";
    const std::size_t head = a_mail("big", 0).size();
    for (const std::size_t whole :
         {std::size_t{65536}, bounce::octets_at_most, bounce::octets_at_most + 65536,
          2 * bounce::octets_at_most, 3 * bounce::octets_at_most - 9})
        for (std::size_t more = 0; more < 24; ++more) {
            INFO(whole << " + " << more);
            write(path, a_mail("big", whole + more - head - 12) + a_mail("next"));
            MboxCursor cursor;
            CHECK(subjects(path, cursor) == Names{"big", "next"});
        }
}

TEST_CASE("an mbox that was replaced, cut or rewritten is read anew") {
    const TemporaryDirectory directory;
    const auto path = directory.path() + "/box";
    write(path, a_mail("a") + a_mail("b"));
    MboxCursor cursor;
    CHECK(subjects(path, cursor).size() == 2);
    write(path, a_mail("c"));  // shorter, the same file
    CHECK(subjects(path, cursor) == Names{"c"});
    write(path, a_mail("longer than before") + a_mail("d"));
    CHECK(subjects(path, cursor) == Names{"longer than before", "d"});
    write(path + ".new", a_mail("e") + a_mail("f") + a_mail("g"));
    std::filesystem::rename(path + ".new", path);
    CHECK(subjects(path, cursor) == Names{"e", "f", "g"});
}

TEST_CASE("what is no mbox, or not there, is an error and never followed") {
    const TemporaryDirectory directory;
    const auto path = directory.path() + "/box";
    CHECK(mbox_step(path, {}).error().id == "bounces.folder"_msg);
    CHECK(mbox_step(directory.path(), {}).error().id == "bounces.folder"_msg);
    write(path, "hello\n");
    CHECK(mbox_step(path, {}).error().id == "bounces.not-mbox"_msg);
    write(path, "");
    CHECK(mbox_step(path, {})->what == MboxStep::Is::end);
    std::filesystem::create_symlink(path, path + ".link");
    CHECK(mbox_step(path + ".link", {}).error().id == "bounces.folder"_msg);
}

TEST_CASE("a Maildir gives its mails once each, and puts them away without loss") {
    const TemporaryDirectory directory;
    const MaildirFolder folder(directory.path());
    CHECK(folder.arrived({}, 9).error().id == "bounces.folder"_msg);
    for (const auto* part : {"/new", "/cur"})
        std::filesystem::create_directory(directory.path() + part);
    for (const auto* name : {"a", "b:2,", ".hidden"})
        write(directory.path() + "/new/" + name, name);
    auto names = folder.arrived({}, 9).value();
    std::ranges::sort(names);
    CHECK(names == Names{"a", "b:2,"});
    CHECK(folder.arrived({"a"}, 9).value() == Names{"b:2,"});
    CHECK(folder.arrived({}, 1)->size() == 1);
    CHECK(folder.read("a").value() == "a");
    CHECK(folder.read("c").error().id == "bounces.vanished"_msg);
    write(directory.path() + "/cur/a:2,S", "another");
    CHECK(folder.put_away("a", true).error().id == "bounces.folder"_msg);
    CHECK(std::filesystem::exists(directory.path() + "/new/a"));
    CHECK(folder.put_away("b:2,", false));
    CHECK(std::filesystem::exists(directory.path() + "/cur/b:2,"));
    CHECK(folder.put_away("c", true).error().id == "bounces.vanished"_msg);
    std::filesystem::remove_all(directory.path() + "/cur");
    CHECK(folder.put_away("a", true).error().id == "bounces.folder"_msg);
}
