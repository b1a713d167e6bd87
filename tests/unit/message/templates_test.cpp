#include "message/templates.hpp"

#include "unit/message/a_mail.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::test;
using Catch::Matchers::Contains;

namespace {

const std::string now = "2026-11-24T01:00:00Z";

message::OwnTemplate own(const std::string& name, const std::string& text) {
    return {name, Where{"nhaclich.toml", 7, 3}, "templates/" + name + ".mustache", text};
}

message::Templates templates(std::vector<message::OwnTemplate> all) {
    return message::Templates::parse(std::move(all)).value();
}

std::string in_words(const std::vector<Error>& faults) {
    std::string all;
    for (const auto& fault : faults) {
        all += fault.where ? fault.where->file + ":" + std::to_string(fault.where->line) + ":" +
                                 std::to_string(fault.where->column) + " "
                           : std::string{};
        all += std::string(fault.id.key) + "\n";
    }
    return all;
}

}  // namespace

TEST_CASE("the most particular template of the board's own is taken, else the built-in one") {
    const auto mine =
        templates({own("reminder-text", "all {{title}}"), own("reminder-text.en", "en {{title}}"),
                   own("reminder-text.deadline", "due {{title}}"),
                   own("reminder-text.deadline.en", "due en {{title}}")});
    struct Row {
        std::string_view kind;
        plan::Language language;
        std::string_view text;
    };
    constexpr std::array rows{Row{"observance", plan::Language::vi, "all {{title}}"},
                              Row{"observance", plan::Language::en, "en {{title}}"},
                              Row{"deadline", plan::Language::vi, "due {{title}}"},
                              Row{"deadline", plan::Language::en, "due en {{title}}"}};
    for (const auto& row : rows) {
        CAPTURE(row.kind, row.text);
        CHECK(mine.find("reminder-text", row.kind, row.language).text == row.text);
    }
    CHECK(mine.find("letter-text", "notice", plan::Language::vi).text ==
          message::builtin_template("mail/letter-text").text);
    CHECK_THROWS_AS(mine.find("nowhere", "notice", plan::Language::vi), std::logic_error);
}

TEST_CASE("a mail is written by the board's own templates, and what it holds stays text") {
    Office office;
    office.templates =
        templates({own("layout", "<html>{{> body}}</html>"),
                   own("reminder", "<b>{{title}}</b>{{#first}}{{> leaf}}{{/first}}"),
                   own("leaf", "<i>{{day}}</i>{{> accent}}"),
                   own("reminder-text.observance", "Nhắc: {{title}}"),
                   own("letter-text.notice.vi", "Báo: {{#parts}}{{title}}{{/parts}}")});
    auto occurrence = violence_day();
    occurrence.title.vi = line("<Ngày> & đêm");
    const auto mail = office.mail(occurrence, "vi-du", now);
    CHECK_THAT(mail.html, Contains("<html><b>&lt;Ngày&gt; &amp; đêm</b>"));
    CHECK(mail.text == "Nhắc: <Ngày> & đêm\n");
    CHECK(office.letter({{"notice 1", occurrence, {}}}, "vi-du", now).text ==
          "Báo: <Ngày> & đêm\n");
    CHECK_THAT(office.letter({{"notice 1", occurrence, {}}}, "english", now).text,
               Contains("Dear Phạm Thị Minh Họa"));
}

TEST_CASE("a name that is no template's is told where the settings say it") {
    for (const std::string name : {"", "remind", "reminder.", "reminder.vi.deadline", "reminder.fr",
                                   "reminder.deadline.fr", "mail/reminder", "reminder.vi.vi.vi"}) {
        CAPTURE(name);
        const auto refused = message::Templates::parse({own(name, "x")});
        REQUIRE_FALSE(refused);
        CHECK(in_words(refused.error()) == "nhaclich.toml:7:3 template.no-such\n");
    }
}

TEST_CASE("a template that does not render is told with its place before anything is sent") {
    struct Row {
        std::string name;
        std::string text;
        std::string fault;
    };
    const std::vector<Row> rows{
        {"reminder", "<p>{{title}}</p>", ""},
        {"reminder", "a\n<p>{{titel}}</p>",
         "templates/reminder.mustache:2:4 template.unknown-name\n"},
        {"reminder.meeting.en", "{{#facts}}{{labels}}{{/facts}}",
         "templates/reminder.meeting.en.mustache:1:11 template.unknown-name\n"},
        {"reminder-text", "{{#facts}}", "templates/reminder-text.mustache:1:1 template.section\n"},
        {"letter.several", "{{{intro}}}", "templates/letter.several.mustache:1:1 template.raw\n"},
        {"letter.digest", "{{> secret}}",
         "templates/letter.digest.mustache:1:1 template.partial\n"},
        {"letter-text.burst", "{{#parts}}{{lead}}{{/part}}",
         "templates/letter-text.burst.mustache:1:19 template.section\n"},
        {"layout", std::string(101 * 1024, 'x'), "template.too-large\n"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.name, row.fault);
        const auto faults = message::sample_faults(templates({own(row.name, row.text)}));
        const auto told = in_words(faults);
        if (row.fault.empty())
            CHECK(told.empty());
        else
            CHECK(told.starts_with(row.fault));
    }
}

TEST_CASE("a fault that every message has is told once") {
    const auto faults = message::sample_faults(templates({own("layout", "{{nothing}}")}));
    CHECK(in_words(faults) == "templates/layout.mustache:1:1 template.unknown-name\n");
}

TEST_CASE("the built-in templates pass where a board adds one") {
    for (const auto& name :
         {"layout", "reminder", "reminder-text", "letter", "letter-text", "hero", "leaf"}) {
        const auto text = message::builtin_template(std::string("mail/") + name).text;
        CAPTURE(name);
        CHECK(in_words(message::sample_faults(templates({own(name, text)}))).empty());
    }
}
