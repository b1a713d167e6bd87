#include "channel/mime.hpp"

#include "unit/channel/samples.hpp"
#include "unit/channel/strict_mail.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

using namespace nhaclich::channel;
using namespace nhaclich::channel::tests;
using nhaclich::Line;

namespace {

StrictMail read(const nhaclich::message::Message& message, const Sender& sender = a_sender()) {
    return strictly(mail(sender, message, line("nguoi-nhan@example.org"), a_key()).value().octets);
}

const std::vector<std::string> pieces{
    "Nhắc",
    "phụ",
    "nữ",
    "nghiêng",
    "ế",
    "ệ",
    "Đ",
    " ",
    "  ",
    "   ",
    "a",
    "Z",
    "0",
    ",",
    ";",
    ":",
    "(",
    ")",
    "<",
    ">",
    "@",
    "\"",
    "\\",
    "[",
    "]",
    ".",
    "..",
    "=",
    "?",
    "=?",
    "?=",
    "=?utf-8?B?YQ==?=",
    "_",
    "\t",
    "👩‍👧",
    "🎉",
    "שלום",
    "مرحبا",
    "e\u0301",
    "e\u0323\u0302",
    "日本",
    "\u200b",
    "\u202e",
    "from ",
    "-",
    "%0D%0A",
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"};

Line random_line(std::mt19937& random, std::size_t most) {
    std::uniform_int_distribution<std::size_t> which(0, pieces.size() - 1);
    std::uniform_int_distribution<std::size_t> how_many(1, most);
    for (;;) {
        std::string text;
        for (auto n = how_many(random); n > 0; --n) text += pieces[which(random)];
        const auto parsed = Line::parse(text, 400);
        if (parsed && !parsed->empty()) return *parsed;
    }
}

}  // namespace

TEST_CASE("a reminder becomes a mail with text, HTML and calendar, in this order") {
    const auto message = a_message();
    const auto mail = read(message);
    CHECK(mail.faults == std::vector<std::string>{});
    CHECK(mail.text("Subject") == message.subject.str());
    CHECK(mail.mailbox("From") ==
          std::pair<std::string, std::string>{"Ban Vì sự tiến bộ của phụ nữ",
                                              "ban-vstbcpn@hatrung.example"});
    CHECK(mail.mailbox("To") ==
          std::pair<std::string, std::string>{"Nguyễn Thị Ánh", "nguoi-nhan@example.org"});
    REQUIRE(mail.parts.size() == 3);
    CHECK(mail.parts[0].type == "text/plain; charset=utf-8");
    CHECK(mail.parts[0].content == message.text);
    CHECK(mail.parts[1].type == "text/html; charset=utf-8");
    CHECK(mail.parts[1].content == message.html);
    CHECK(mail.parts[2].type == "text/calendar; charset=utf-8; method=PUBLISH");
    CHECK(mail.parts[2].content == message.calendars.at(0).octets);
}

TEST_CASE("a mail says that a machine sent it, when, and for whom, each once") {
    auto mail = read(a_message());
    CHECK(mail.headers["Date"] == "Thu, 05 Mar 2026 01:00:00 +0000");
    CHECK(mail.headers["Auto-Submitted"] == "auto-generated");
    CHECK(mail.headers["X-Auto-Response-Suppress"] == "All");
    CHECK(mail.headers["List-Id"] == "<nhaclich.lich.hatrung.example>");
    CHECK(mail.headers["Reply-To"] == "thuong-truc@hatrung.example");
    CHECK(mail.headers["MIME-Version"] == "1.0");
    CHECK(mail.headers["Content-Type"].starts_with("multipart/alternative;"));
    CHECK(mail.headers["List-Unsubscribe"] ==
          "<mailto:thuong-truc@hatrung.example?subject=unsubscribe>");
    CHECK(mail.headers.size() == 12);
}

TEST_CASE(
    "a message without a calendar has two parts, and no Reply-To is written where none is set") {
    auto message = a_message();
    message.calendars.clear();
    auto sender = a_sender();
    sender.reply_to.reset();
    const auto mail = read(message, sender);
    CHECK(mail.faults == std::vector<std::string>{});
    CHECK(mail.parts.size() == 2);
    CHECK_FALSE(mail.headers.contains("Reply-To"));
}

TEST_CASE("the same delivery has the same octets and Message-ID, another one another Message-ID") {
    const auto first = a_mail();
    const auto again = a_mail();
    CHECK(first.octets == again.octets);
    CHECK(first.message_id == again.message_id);
    CHECK(first.octets.find("Message-ID: " + first.message_id + "\r\n") != std::string::npos);
    CHECK(first.message_id.size() == 34 + std::string("@lich.hatrung.example").size());

    auto key = a_key();
    const auto id = [&] {
        return mail(a_sender(), a_message(), line("a@example.org"), key)->message_id;
    };
    const auto before = id();
    auto edit = GENERATE(0, 1, 2, 3, 4);
    if (edit == 0) key.occurrence.entry = nhaclich::EntryId::parse("x").value();
    if (edit == 1) key.occurrence.nominal += std::chrono::days{1};
    if (edit == 2) key.rule = "-2d 08:00";
    if (edit == 3) key.member = nhaclich::MemberId::parse("x").value();
    if (edit == 4) key.channel = nhaclich::ChannelId::parse("x").value();
    CHECK(id() != before);
}

TEST_CASE("the Message-ID does not change with what the message says or where it goes") {
    auto message = a_message();
    message.subject = line("khác");
    const auto other = mail(a_sender(), message, line("khac@example.org"), a_key()).value();
    CHECK(other.message_id ==
          mail(a_sender(), a_message(), line("a@example.org"), a_key())->message_id);
}

TEST_CASE("an address that is none makes no mail") {
    const auto to =
        GENERATE(as<std::string>{}, "không phải", "a@b", "a@example.org, b@example.org");
    const auto made = mail(a_sender(), a_message(), line(to), a_key());
    REQUIRE_FALSE(made);
    CHECK(made.error().id.key == "address.mail");
}

TEST_CASE("a text that looks like a header stays inside its own") {
    auto message = a_message();
    message.subject = line("Họp Bcc: evil@example.org =0D=0AX-Injected: yes");
    message.text = "\n\nX-Injected: yes\n.\n\nMAIL FROM:<x>\n--=_\n";
    message.recipient_name = line("a <evil@example.org>, b");
    auto mail = read(message);
    CHECK(mail.faults == std::vector<std::string>{});
    CHECK(mail.text("Subject") == message.subject.str());
    CHECK(mail.mailbox("To").first == "a <evil@example.org>, b");
    CHECK(mail.parts[0].content == message.text);
    CHECK_FALSE(mail.headers.contains("X-Injected"));
    CHECK(Line::parse("a\r\nBcc: evil@example.org").has_value() == false);
}

TEST_CASE("whatever a title or a name holds, it arrives whole and within the limits of RFC 2047") {
    std::mt19937 random(20261125);
    for (int round = 0; round < 1000; ++round) {
        auto message = a_message();
        auto sender = a_sender();
        message.subject = random_line(random, 60);
        message.recipient_name = random_line(random, 40);
        sender.name = random_line(random, 12);
        message.text = random_line(random, 80).str() + (round % 2 == 0 ? "\n" : " \n") +
                       random_line(random, 80).str();
        message.html = random_line(random, 80).str();
        const auto mail = read(message, sender);
        CAPTURE(round, message.subject.str(), message.recipient_name.str(), sender.name.str());
        REQUIRE(mail.faults == std::vector<std::string>{});
        REQUIRE(mail.text("Subject") == message.subject.str());
        REQUIRE(mail.mailbox("To").first == message.recipient_name.str());
        REQUIRE(mail.mailbox("From").first == sender.name.str());
        REQUIRE(mail.parts.at(0).content == message.text);
        REQUIRE(mail.parts.at(1).content == message.html);
    }
}

TEST_CASE("the longest names and addresses keep every line within its limit") {
    auto message = a_message();
    auto sender = a_sender();
    message.subject = line(std::string(200, 'n'));
    message.recipient_name =
        line(GENERATE(as<std::string>{}, std::string(200, 'm'), "Ngô, Ánh (Phó)", "A B", ""));
    sender.address =
        MailAddress::parse(std::string(64, 'a') + "@" + std::string(60, 'b') + ".example.org")
            .value();
    const auto mail = read(message, sender);
    CHECK(mail.faults == std::vector<std::string>{});
    CHECK(mail.text("Subject") == message.subject.str());
    CHECK(mail.mailbox("To").first == message.recipient_name.str());
    CHECK(mail.mailbox("From").second == sender.address.str());
}

TEST_CASE("the messages to one reader about one occurrence hang together, and no others") {
    const auto references = [](const nhaclich::plan::OccurrenceId& about, const std::string& member,
                               const std::string& rule) {
        auto message = a_message();
        message.about = about;
        auto key = a_key();
        key.rule = rule;
        key.member = nhaclich::MemberId::parse(member).value();
        const auto payload = mail(a_sender(), message, line("a@example.org"), key).value();
        auto found = strictly(payload.octets);
        CHECK(found.faults == std::vector<std::string>{});
        CHECK(found.headers["References"] != payload.message_id);
        return found.headers["References"];
    };
    const auto about = a_key().occurrence;
    auto next_year = about;
    next_year.nominal += std::chrono::days{365};
    const auto thread = references(about, "an", "-7d 08:00");
    CHECK(thread.starts_with("<"));
    CHECK(thread.ends_with("@lich.hatrung.example>"));
    CHECK(references(about, "an", "-1d 08:00") == thread);
    CHECK(references(about, "an", "notice 1") == thread);
    CHECK(references(about, "binh", "-7d 08:00") != thread);
    CHECK(references(next_year, "an", "-7d 08:00") != thread);
    CHECK_FALSE(read(a_message()).headers.contains("References"));
}

TEST_CASE("a mail names one https address to stop it with one click, and the address to write to") {
    struct Row {
        std::string url;
        bool reply_to;
        std::string header;
        bool one_click;
    };
    const std::vector<Row> rows{
        {"https://lich.example/u/abc", true,
         "<https://lich.example/u/abc>, <mailto:thuong-truc@hatrung.example?subject=unsubscribe>",
         true},
        {"https://lich.example/u/abc", false, "<https://lich.example/u/abc>", true},
        {"http://lich.example/u/abc", false, "", false},
        {"", false, "", false},
    };
    for (const auto& row : rows) {
        CAPTURE(row.url, row.reply_to);
        auto message = a_message();
        message.choices_url = row.url;
        auto sender = a_sender();
        if (!row.reply_to) sender.reply_to.reset();
        auto mail = read(message, sender);
        CHECK(mail.faults == std::vector<std::string>{});
        CHECK(mail.headers["List-Unsubscribe"] == row.header);
        CHECK(mail.headers["List-Unsubscribe-Post"] ==
              (row.one_click ? "List-Unsubscribe=One-Click" : ""));
    }
}
