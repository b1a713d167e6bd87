#include "message/webhook_body.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::message;

namespace {

constexpr auto data = R"({"kind":"deadline","title":"Báo cáo \"6 tháng\" \\ năm","place":"",)"
                      R"("link":"https://a.example/?b=1","board":"Ban","member":"mau","late":"",)"
                      R"("subject":"Hạn nộp","text":"Dòng một\n\tdòng hai 🎉","due":null})";

Values values() { return webhook_values(data, "msg_1", "84\"17").value(); }

Result<WebhookBody> parsed(BodyFormat format, const std::string& text,
                           std::vector<TextLimit> limits = {}) {
    return WebhookBody::parse(format, {"body", text}, std::move(limits));
}

std::string json(const std::string& text, std::vector<TextLimit> limits = {}) {
    return parsed(BodyFormat::json, text, std::move(limits)).value().render(values()).value();
}

std::string plain(const std::string& text, std::vector<TextLimit> limits = {}) {
    return parsed(BodyFormat::plain, text, std::move(limits)).value().render(values()).value();
}

TextLimit characters(std::string at, std::size_t most) {
    return {std::move(at), most, TextLimit::Measure::characters};
}
TextLimit octets(std::string at, std::size_t most) {
    return {std::move(at), most, TextLimit::Measure::octets};
}

}  // namespace

TEST_CASE("a JSON body has its values inside its strings, whatever they hold") {
    CHECK(json(R"({ "a": "{{title}}", "b": ["{{to}}: {{text}}"] })") ==
          R"({"a":"Báo cáo \"6 tháng\" \\ năm","b":["84\"17: Dòng một\n\tdòng hai 🎉"]})");
}

TEST_CASE("a plain body has them as they are") {
    CHECK(plain("{{title}}\n{{to}}\n") == "Báo cáo \"6 tháng\" \\ năm\n84\"17\n");
}

TEST_CASE("what a message does not have is empty and hides its section") {
    const std::string text =
        R"({"a": 1{{#link}}, "l": "{{link}}"{{/link}}{{#place}}, "p": 1{{/place}})"
        R"({{^late}}, "n": 2{{/late}}})";
    CHECK(json(text) == R"({"a":1,"l":"https://a.example/?b=1","n":2})");
    CHECK_FALSE(webhook_values("[]", "i", "t"));
    CHECK_FALSE(webhook_values("", "i", "t"));
}

TEST_CASE("a body that could fail when something is to be sent is refused when it is read") {
    struct Row {
        const char* text;
        const char* error;
        int line;
        int column;
    };
    for (const auto& row : std::vector<Row>{
             {"{\n \"a\": \"{{titel}}\"}", "template.unknown-name", 2, 8},
             {"{\"a\": \"{{#link}}{{^link}}{{never}}{{/link}}{{/link}}\"}", "template.unknown-name",
              1, 26},
             {"{\"a\": \"{{title\"}", "template.unclosed", 1, 8},
             {"{\"a\": \"{{{title}}}\"}", "template.raw", 1, 8},
             {"{\"a\": \"{{#link}}\"}", "template.section", 1, 8},
             {"{\"a\": \"{{> other}}\"}", "template.partial", 1, 8},
             {"{\"a\": {{title}}}", "template.value-outside", 1, 1},
             {"{\"{{text}}\": {{to}}}", "template.value-outside", 1, 1},
             {"{\"a\": 1,}", "template.no-json", 1, 1},
             {"{\"a\": 1{{^link}},{{/link}}}", "template.no-json", 1, 1},
             {"{\"a\": 1{{#late}},{{/late}}}", "template.no-json", 1, 1},
             // Without a link, but with a place.
             {"{\"a\": 1{{^link}}{{#place}},{{/place}}{{/link}}}", "template.no-json", 1, 1},
             {"[{{#title}}{{^when}}{{^place}}{{#calendar}}{{to}}{{/calendar}}"
              "{{/place}}{{/when}}{{/title}}]",
              "template.value-outside", 1, 1},
             {"", "template.no-json", 1, 1}}) {
        INFO(row.text);
        const auto found = parsed(BodyFormat::json, row.text);
        REQUIRE_FALSE(found);
        CHECK(found.error().id.key == row.error);
        CHECK(found.error().where == Where{"body", row.line, row.column});
    }
}

TEST_CASE("a limit counts characters or octets of one text, and cuts between characters") {
    const std::string text = R"({"t": "{{text}}"})";
    CHECK(json(text, {characters("/t", 100)}) == R"({"t":"Dòng một\n\tdòng hai 🎉"})");
    CHECK(json(text, {characters("/t", 21)}) == R"({"t":"Dòng một\n\tdòng hai 🎉"})");
    CHECK(json(text, {characters("/t", 20)}) == R"({"t":"Dòng một\n\tdòng hai…"})");
    CHECK(json(text, {characters("/t", 5)}) == R"({"t":"Dòng…"})");
    CHECK(json(text, {characters("/t", 6)}) == R"({"t":"Dòng…"})");
    CHECK(json(text, {characters("/t", 1)}) == R"({"t":"…"})");
    CHECK(json(text, {octets("/t", 8)}) == R"({"t":"Dòng…"})");
    CHECK(json(text, {octets("/t", 5)}) == R"({"t":"D…"})");
    CHECK(json(text, {octets("/t", 2)}) == R"({"t":""})");
    CHECK(plain("{{text}}", {octets("", 8)}) == "Dòng…");
}

TEST_CASE("a limit on what is no text is refused") {
    for (const auto* const at : {"/x", "/n", "", "/a", "/a/2", "/a/0/b"}) {
        INFO(at);
        const auto found =
            parsed(BodyFormat::json, R"({"t": "", "n": 1, "a": ["x"]})", {characters(at, 9)});
        REQUIRE_FALSE(found);
        CHECK(found.error().id.key == "template.limit-nowhere");
    }
    CHECK(json(R"({"a": ["{{to}}"]})", {characters("/a/0", 3)}) == R"({"a":["84…"]})");
    CHECK(parsed(BodyFormat::plain, "x", {characters("/t", 9)}).error().id.key ==
          "template.limit-nowhere");
}
