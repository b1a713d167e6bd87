#include "message/template.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using message::HtmlTemplate;
using message::PlainTemplate;
using message::Value;
using message::Values;

namespace {

std::string html(const std::string& text, const Values& values) {
    return HtmlTemplate::parse({{"page", text}}).value().render(values).value();
}

std::string plain(const std::string& text, const Values& values) {
    return PlainTemplate::parse({{"page", text}}).value().render(values).value();
}

const std::string hostile = R"("><svg onload='x'> & {{name}})";

}  // namespace

TEST_CASE("HTML escapes what could end a text or a quoted attribute") {
    CHECK(html(R"(<a title="{{x}}">{{x}}</a>)", {{"x", "\"><b>&'"}}) ==
          "<a title=\"&quot;&gt;&lt;b&gt;&amp;&#39;\">&quot;&gt;&lt;b&gt;&amp;&#39;</a>");
}

TEST_CASE("plain text is not escaped") { CHECK(plain("{{x}}", {{"x", hostile}}) == hostile); }

TEST_CASE("a value is never read as a template") {
    CHECK(html("{{x}}", {{"x", "{{y}}{{> page}}"}, {"y", "!"}}) == "{{y}}{{&gt; page}}");
}

TEST_CASE("a section shows texts, conditions and rows, and an empty one not") {
    const Values values{{"text", "a"},
                        {"none", ""},
                        {"yes", true},
                        {"no", false},
                        {"rows", Value::Rows{{{"n", "1"}}, {{"n", "2"}}}},
                        {"empty", Value::Rows{}}};
    CHECK(plain("{{#text}}[{{text}}]{{/text}}{{^text}}-{{/text}}", values) == "[a]");
    CHECK(plain("{{#none}}x{{/none}}{{^none}}-{{/none}}", values) == "-");
    CHECK(plain("{{#yes}}x{{/yes}}{{#no}}y{{/no}}", values) == "x");
    CHECK(plain("{{#rows}}<{{n}}{{text}}>{{/rows}}", values) == "<1a><2a>");
    CHECK(plain("{{#empty}}x{{/empty}}{{^empty}}-{{/empty}}", values) == "-");
    CHECK(plain("a{{! a remark }}b", values) == "ab");
}

TEST_CASE("a part escapes as the template that includes it") {
    const auto page =
        HtmlTemplate::parse({{"page", "<p>{{> one}}</p>"}, {"one", "{{> two}}!"}, {"two", "{{x}}"}})
            .value();
    CHECK(page.render({{"x", "<"}}).value() == "<p>&lt;!</p>");
}

TEST_CASE("a broken template is an error with its name, line and column") {
    struct Row {
        std::string text;
        std::string_view id;
        int line;
        int column;
    };
    const auto row = GENERATE(values<Row>({
        {"dòng\nhết {{x", "template.unclosed", 2, 5},
        {"{{", "template.unclosed", 1, 1},
        {"a{{{x}}}", "template.raw", 1, 2},
        {"{{&x}}", "template.raw", 1, 1},
        {"{{=<% %>=}}", "template.delimiter", 1, 1},
        {"{{}}", "template.name", 1, 1},
        {"{{a b}}", "template.name", 1, 1},
        {"{{a.b}}", "template.name", 1, 1},
        {"{{#a}}", "template.section", 1, 1},
        {"x{{/a}}", "template.section", 1, 2},
        {"{{#a}}{{#b}}{{/a}}{{/b}}", "template.section", 1, 13},
        {"{{> nowhere}}", "template.partial", 1, 1},
        {"{{> page}}", "template.partial", 1, 1},
    }));
    INFO(row.text);
    const auto parsed = HtmlTemplate::parse({{"page", row.text}});
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().id.key == row.id);
    CHECK(parsed.error().where == Where{"page", row.line, row.column});
    CHECK_FALSE(PlainTemplate::parse({{"page", row.text}}));
}

TEST_CASE("parts that include one another in a circle are refused") {
    const auto parsed = PlainTemplate::parse({{"a", "{{> b}}"}, {"b", "{{> a}}"}});
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().where->file == "b");
}

TEST_CASE("sections nest 16 deep and no deeper") {
    const auto nested = [](int depth) {
        std::string text;
        for (int i = 0; i < depth; ++i) text += "{{#a}}";
        for (int i = 0; i < depth; ++i) text += "{{/a}}";
        return PlainTemplate::parse({{"page", text}});
    };
    CHECK(nested(16));
    REQUIRE_FALSE(nested(17));
    CHECK(nested(100'000).error().id.key == "template.too-deep");
}

TEST_CASE("a name without a value is an error, not a gap") {
    struct Row {
        std::string text;
        int column;
    };
    const auto row = GENERATE(values<Row>({{"ab {{lost}}", 4},
                                           {"{{#lost}}{{/lost}}", 1},
                                           {"{{^lost}}{{/lost}}", 1},
                                           {"{{> part}}", 6}}));
    const auto page = HtmlTemplate::parse({{"page", row.text}, {"part", "part {{lost}}"}}).value();
    const auto text = page.render({{"found", "x"}});
    REQUIRE_FALSE(text);
    CHECK(text.error().id.key == "template.unknown-name");
    CHECK(text.error().where->column == row.column);
}

TEST_CASE("a built-in template that does not exist is a bug") {
    CHECK_THROWS_AS(message::builtin_template("mail/nowhere"), std::logic_error);
    CHECK_FALSE(message::builtin_template("mail/layout").text.empty());
}
