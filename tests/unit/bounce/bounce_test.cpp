// Returned mail in the forms of the servers that write it, and in forms that nobody should.
#include "bounce/bounce.hpp"

#include "support/source_file.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>

using namespace nhaclich;
using bounce::Verdict;

namespace {

const bounce::Ours ours{"board.example.org", "bounce+TAG@board.example.org"};
const std::string delivery = "0123456789abcdef0123456789abcdef";
const std::string samples = source_file("tests/data/bounces/");

std::string sample(const std::string& name) {
    std::ifstream file(samples + name + ".eml", std::ios::binary);
    REQUIRE(file);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// A report with these fields of the recipient.
std::string a_report(const std::string& fields) {
    return "Content-Type: multipart/report; report-type=delivery-status; boundary=\"b b\"\n\n--b "
           "b\n"
           "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\n" +
           fields + "\n--b b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <" + delivery +
           "@board.example.org>\n\n--b b--\n";
}

std::string repeated(const std::string& text, int times) {
    std::string result;
    for (int i = 0; i < times; ++i) result += text;
    return result;
}

}  // namespace

TEST_CASE("the reports of well-known servers are understood") {
    struct Row {
        const char* name;
        Verdict verdict;
        const char* status;
        const char* recipient;
        const char* said;
    };
    constexpr auto rows = std::to_array<Row>({
        {"postfix-unknown-user", Verdict::hard, "5.1.1", "lan@example.net",
         "bounce: 5.1.1 smtp; 550 5.1.1 <lan@example.net>: Recipient address rejected: User "
         "unknown in virtual mailbox table"},
        {"postfix-delayed", Verdict::delayed, "4.4.1", "lan@example.net",
         "bounce: 4.4.1 X-Postfix; connect to mx.example.net[192.0.2.25]:25: Connection timed out"},
        {"postfix-gave-up", Verdict::soft, "4.4.1", "lan@example.net",
         "bounce: 4.4.1 X-Postfix; connect to mx.example.net[192.0.2.25]:25: Connection timed out"},
        {"exim", Verdict::hard, "5.0.0", "lan@example.net",
         "bounce: 5.0.0 smtp; 550 No such user here"},
        {"exim-old-prose", Verdict::hard, "5.1.1", "lan@example.net",
         "bounce: 5.1.1 SMTP error from remote mail server after RCPT TO:<lan@example.net>: host "
         "mx.example.net [192.0.2.25]: 550 5.1.1 unknown user"},
        {"exchange-online", Verdict::hard, "5.1.10", "lan@example.net",
         "bounce: 5.1.10 smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient lan@example.net "
         "not found by SMTP address lookup"},
        {"exchange-policy", Verdict::refused, "5.7.708", "lan@example.net",
         "bounce: 5.7.708 smtp;550 5.7.708 Service unavailable. Access denied, traffic not "
         "accepted from this IP."},
        {"gmail", Verdict::hard, "5.1.1", "lan@gmail.example",
         "bounce: 5.1.1 smtp; 550-5.1.1 The email account that you tried to reach does not exist. "
         "Please try 550-5.1.1 double-checking the recipient's email address for typos or 550 "
         "5.1.1 unnecessary spaces. - gsmtp"},
        {"gmail-full", Verdict::soft, "5.2.2", "lan@gmail.example",
         "bounce: 5.2.2 smtp; 552-5.2.2 The recipient's inbox is out of storage space and "
         "inactive."},
        {"qmail", Verdict::hard, "5.1.1", "lan@example.net",
         "bounce: 5.1.1 Sorry, no mailbox here by that name. (#5.1.1)"},
        {"qmail-gave-up", Verdict::soft, "4.2.0", "lan@example.net",
         "bounce: 4.2.0 192.0.2.25 does not like recipient. Remote host said: 450 4.2.0 Greylisted "
         "I'm not going to try again; this message has been in the queue too long."},
        {"opensmtpd", Verdict::hard, "5.1.1", "lan@example.net", "bounce: 5.1.1 lan@example.net"},
        {"verp-without-the-mail", Verdict::hard, "5.1.1", "lan@example.net",
         "bounce: 5.1.1 lan@example.net"},
    });
    for (const auto& row : rows) {
        INFO(row.name);
        const auto found = bounce::parse(sample(row.name), ours);
        REQUIRE(found);
        CHECK(*found == bounce::Bounce{delivery, row.verdict, row.status, row.recipient, row.said});
    }
}

TEST_CASE("a report inside another multipart is found, to a depth") {
    const auto wrapped = [](const std::string& inner, int depth) {
        auto text = inner;
        for (int i = 0; i < depth; ++i) {
            const auto name = "outer" + std::to_string(i);
            text = "Content-Type: multipart/mixed; boundary=" + name + "\n\n--" + name + "\n" +
                   text + "\n--" + name +
                   "\nContent-Type: text/plain\n\nScanned by the gateway.\n--" + name + "--\n";
        }
        return text;
    };
    const auto report = a_report("Action: failed\nStatus: 5.1.1\n");
    for (int depth = 0; depth <= 3; ++depth) {
        CAPTURE(depth);
        const auto found = bounce::parse(wrapped(report, depth), ours);
        REQUIRE(found);
        CHECK(found->delivery == delivery);
        CHECK(found->verdict == Verdict::hard);
    }
    CHECK_FALSE(bounce::parse(wrapped(report, 4), ours));
    CHECK_FALSE(bounce::parse(wrapped(report, 1000), ours));
}

TEST_CASE("a report in base64 or quoted-printable is read") {
    const auto with_encoding = [](const std::string& encoding, const std::string& status,
                                  const std::string& header) {
        const auto field = "\nContent-Transfer-Encoding: " + encoding + "\n\n";
        return "Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: "
               "message/delivery-status" +
               field + status + "\n--b\nContent-Type: text/rfc822-headers" + field + header +
               "\n--b--\n";
    };
    const auto in_base64 = with_encoding(
        "BASE64", "UmVwb3J0aW5nLU1UQTogZG5zOyBteAoKQWN0aW9uOiBmYWlsZWQKU3Rh\ndHVzOiA1LjEuMQo=",
        "TWVzc2FnZS1JRDogPDAxMjM0NTY3ODlhYmNkZWYwMTIzNDU2Nzg5YWJjZGVm\n"
        "QGJvYXJkLmV4YW1wbGUub3JnPgoK");
    const auto quoted = with_encoding(
        "quoted-printable", "Reporting-MTA: dns; mx\n\nAction: fai=\nled\nStatus: 5=2E1.1\n",
        "Message-ID: <" + delivery.substr(0, 10) + "=\n" + delivery.substr(10) +
            "@board.example.org>\n");
    for (const auto& mail : {in_base64, quoted}) {
        const auto found = bounce::parse(mail, ours);
        REQUIRE(found);
        CHECK(found->delivery == delivery);
        CHECK(found->status == "5.1.1");
    }
}

TEST_CASE("every shipped sample that is no bounce of ours is none") {
    int seen = 0;
    for (const auto& file : std::filesystem::directory_iterator(samples)) {
        const auto name = file.path().stem().string();
        if (!name.starts_with("not-")) continue;
        INFO(name);
        CHECK_FALSE(bounce::parse(sample(name), ours));
        ++seen;
    }
    CHECK(seen == 5);
}

TEST_CASE("what counts against a mailbox is what says that it is gone") {
    struct Row {
        const char* fields;
        Verdict verdict;
    };
    constexpr auto rows = std::to_array<Row>({
        {"Action: failed\nStatus: 5.1.1\n", Verdict::hard},
        {"Action: FAILED (bad)\nStatus: 5.2.1 (disabled)\n", Verdict::hard},
        {"Status: 5.4.4\n", Verdict::hard},
        {"Action: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 no\n", Verdict::hard},
        {"Action: failed\nDiagnostic-Code: smtp; 550 no such user\n", Verdict::hard},
        {"Action: failed\nStatus: 5.2.2\n", Verdict::soft},
        {"Action: failed\nDiagnostic-Code: smtp; 552 quota\n", Verdict::soft},
        {"Action: failed\nStatus: 4.4.7\n", Verdict::soft},
        {"Action: failed\n", Verdict::soft},
        {"Action: failed\nStatus: 5.7.1\n", Verdict::refused},
        {"Action: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 5.7.1 spam\n",
         Verdict::refused},
        {"Action: failed\nStatus: 5.6.1\n", Verdict::refused},
        {"Action: failed\nStatus: 5.3.4\n", Verdict::refused},
        {"Action: failed\nStatus: 5.1.8\n", Verdict::refused},
        {"Action: delayed\nStatus: 4.4.1\n", Verdict::delayed},
        {"Status: 4.2.1\n", Verdict::delayed},
        {"Action: delayed\nStatus: 5.1.1\n", Verdict::delayed},
        {"Action: delayed\nStatus: 4.2.1\n\nAction: failed\nStatus: 5.1.1\n", Verdict::hard},
        {"Action: relayed\nStatus: 2.0.0\n\nAction: failed\nStatus: 5.1.1\n", Verdict::soft},
    });
    for (const auto& row : rows) {
        INFO(row.fields);
        const auto found = bounce::parse(a_report(row.fields), ours);
        REQUIRE(found);
        CHECK(found->verdict == row.verdict);
    }
    for (const auto* nothing : {"", "Action: delivered\nStatus: 2.0.0\n", "Action: exploded\n",
                                "Status: 5.1\n", "Status: 5.1.1.1\n", "Status: 2.0.0\n"}) {
        INFO(nothing);
        CHECK_FALSE(bounce::parse(a_report(nothing), ours));
    }
}

TEST_CASE("a delivery is known by whatever of it came back") {
    const std::string report =
        "Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: "
        "message/delivery-status\n\nAction: failed\nStatus: 5.1.1\n\n--b--\n";
    const auto id = "<" + delivery + "@board.example.org>";
    for (const auto& field :
         {"In-Reply-To: " + id, "References: <a@b> " + id, "REFERENCES:\n <a@b>\n\t" + id,
          "To: bounce+" + delivery + "@board.example.org",
          "X-Original-To: <bounce+" + delivery + "@board.example.org>",
          "To: \"bounce+\" <x@y>, BOUNCE+" + delivery + "@BOARD.EXAMPLE.ORG"}) {
        INFO(field);
        const auto found = bounce::parse(field + "\n" + report, ours);
        REQUIRE(found);
        CHECK(found->delivery == delivery);
    }
    const auto other = std::string(31, 'a');
    for (const auto& field :
         {"In-Reply-To: <" + other + "@board.example.org>",
          "In-Reply-To: <" + delivery + "0@board.example.org>",
          "In-Reply-To: <" + delivery + "@board.example.org.evil>",
          "To: bounce+" + other + "@board.example.org", "To: bounce+" + delivery + "@evil",
          "X-Anything: " + id, std::string("To: nhaclich@board.example.org")}) {
        INFO(field);
        CHECK_FALSE(bounce::parse(field + "\n" + report, ours));
    }
    CHECK_FALSE(bounce::parse("To: bounce+" + delivery + "@board.example.org\n" + report,
                              {"board.example.org", ""}));
}

TEST_CASE("a report cut off anywhere is understood or none, and LF and CRLF are the same") {
    for (const auto* name : {"postfix-unknown-user", "exim-old-prose", "qmail"}) {
        const auto whole = sample(name);
        int understood = 0;
        for (std::size_t size = 0; size <= whole.size(); ++size)
            if (const auto found = bounce::parse(whole.substr(0, size), ours)) {
                CHECK(found->delivery == delivery);
                ++understood;
            }
        INFO(name);
        CHECK(understood > 0);
        std::string dos;
        for (const char c : whole) dos += c == '\n' ? std::string("\r\n") : std::string(1, c);
        CHECK(bounce::parse(dos, ours) == bounce::parse(whole, ours));
    }
}

TEST_CASE("what a server says stays one bounded line") {
    const auto found = bounce::parse(
        a_report("Action: failed\nStatus: 5.1.1\nFinal-Recipient: rfc822; a\x1b[31m\x7f\n"
                 "Diagnostic-Code: smtp; 550 \x01\xff\x1b[2J" +
                 std::string(100'000, 'x') + "\n"),
        ours);
    REQUIRE(found);
    CHECK(found->answer.find('\x1b') == std::string::npos);
    CHECK(found->answer.starts_with("bounce: 5.1.1 smtp; 550 \\u0001\uFFFD\\u001b[2Jxxx"));
    CHECK(found->answer.size() <= 502);  // of characters 500, one of them takes three octets
    CHECK(found->recipient == "a\\u001b[31m\\u007f");
}

TEST_CASE("mails made to hurt take no longer than their size") {
    const std::string head =
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n";
    std::string nested;
    for (int level = 0; level < 100; ++level) {
        const auto mark = "b" + std::to_string(level);
        nested += "Content-Type: multipart/report; boundary=" + mark + "\n\n--" + mark + "\n";
    }
    const std::vector<std::string> hostile{
        nested,
        head + "\n--b\nContent-Type: message/delivery-status\n\n" + std::string(10'000'000, 'x'),
        head + "\n" + repeated("--b\n", 300'000),
        head + "\n--b\nContent-Type: message/delivery-status\n\n" + repeated("A:b\n\n", 300'000),
        std::string(1'000'000, '\0'),
        std::string(1'000'000, '\n'),
        "Subject: x\n" + repeated(" \n", 600'000) + repeated(" fold\n", 100'000),
        repeated("X: y\n", 300'000),
        "Content-Type: multipart/report; boundary=" + repeated("(", 1'000'000),
        "Content-Type: multipart/report" + repeated("; a=\"\\\"", 200'000),
        "Content-Type: multipart/report" + repeated(";", 1'000'000),
        head + "References: " + repeated("<", 1'000'000) +
            "\n\n--b\nContent-Type: "
            "message/delivery-status\n\nAction: failed\n",
        head + repeated("To: " + repeated("bounce+", 500) + "\n", 300) +
            "\n--b\nContent-Type: message/delivery-status\n\nAction: failed\n",
        "X-Failed-Recipients: a\n\n" + repeated("a\nb\n", 250'000),
        "\nHi. This is the " + repeated("\n<a>:\nb\n", 150'000),
        "From nobody Thu Jan  1 00:00:00 1970\n" + repeated(":", 1'000'000),
    };
    for (std::size_t which = 0; which < hostile.size(); ++which) {
        INFO(which);
        const auto before = std::chrono::steady_clock::now();
        CHECK_FALSE(bounce::parse(hostile[which], ours));
        // Milliseconds; sanitizers and a busy machine are given room, a square of the size is not.
        CHECK(std::chrono::steady_clock::now() - before < std::chrono::seconds{2});
    }
}

TEST_CASE("only the first megabyte of a mail is looked at") {
    const auto report = a_report("Action: failed\nStatus: 5.1.1\n");
    const auto split = report.find("\n\n--b b") + 1;
    const auto padded = [&](std::size_t octets) {
        return report.substr(0, split) + "\n" + std::string(octets, 'x') + report.substr(split);
    };
    CHECK(bounce::parse(padded(1000), ours));
    CHECK_FALSE(bounce::parse(padded(bounce::octets_at_most), ours));
}

TEST_CASE("a mail of ours says whom it went to") {
    CHECK(bounce::recipient_of("From: a@b\r\nTo: Lan <lan@example.net>\r\n\r\nTo: x@y\r\n") ==
          "lan@example.net");
    CHECK(bounce::recipient_of("To: \"a <b>\"\r\n <lan@example.net>\r\n\r\n") == "lan@example.net");
    CHECK(bounce::recipient_of("To: lan@example.net\r\n\r\n") == "lan@example.net");
    CHECK(bounce::recipient_of("Subject: x\r\n\r\n").empty());
    CHECK(bounce::recipient_of("To: <<<\r\n\r\n").empty());
}
