#include "message/catalogue.hpp"

#include "base/text.hpp"

#include <catch2/catch.hpp>
#include <set>

using namespace nhaclich;
using message::Catalogue;
using message::Words;
using plan::Language;

namespace {

/// The {names} of a text.
std::set<std::string> placeholders(const std::string& text) {
    std::set<std::string> names;
    for (auto open = text.find('{'); open != std::string::npos; open = text.find('{', open + 1)) {
        const auto close = text.find('}', open);
        const auto name = text.substr(open + 1, close - open - 1);
        if (name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-") == std::string::npos)
            names.insert(name);
    }
    return names;
}

/// Patterns of a date choose between two spellings of the same day.
bool chooses_spelling(const std::string& key) { return key == "date.full" || key == "date.short"; }

Catalogue words(const std::string& toml) { return Catalogue::parse(toml).value(); }

Error an_error(Args args = {}, std::optional<Where> where = {}) {
    return {"some.error"_msg, std::move(args), std::move(where)};
}

}  // namespace

TEST_CASE("every key of one language is in the other, with the same parts and placeholders") {
    const auto& vi = Catalogue::builtin(Language::vi).all();
    const auto& en = Catalogue::builtin(Language::en).all();
    CHECK(vi.size() > 100);
    for (const auto& [key, text] : vi) {
        INFO(key);
        const auto found = en.find(key);
        REQUIRE(found != en.end());
        const auto& other = found->second;
        CHECK(text.remedy.empty() == other.remedy.empty());
        CHECK(text.explanation.empty() == other.explanation.empty());
        if (chooses_spelling(key)) continue;
        CHECK(placeholders(text.text) == placeholders(other.text));
        CHECK(placeholders(text.remedy) == placeholders(other.remedy));
    }
    for (const auto& [key, text] : en) {
        INFO(key);
        CHECK(vi.contains(key));
    }
}

TEST_CASE("every text is visible Unicode in NFC, without control characters") {
    for (const auto language : {Language::vi, Language::en})
        for (const auto& [key, entry] : Catalogue::builtin(language).all())
            for (const auto& text : {entry.text, entry.remedy, entry.explanation}) {
                INFO(key << ": " << text);
                const auto clean = Prose::parse(text);
                REQUIRE(clean);
                // A line of a list may be indented.
                const auto indent = std::min(text.find_first_not_of(' '), text.size());
                CHECK(clean->str() == text.substr(indent));
            }
}

TEST_CASE("English texts are not left in Vietnamese, and the other way round") {
    const auto& vi = Catalogue::builtin(Language::vi);
    const auto& en = Catalogue::builtin(Language::en);
    CHECK(vi.text("weekday.monday"_msg) == "thứ Hai");
    CHECK(en.text("weekday.monday"_msg) == "Monday");
}

TEST_CASE("arguments go where their names stand") {
    const auto catalogue = words(R"(
"a" = { text = "{one} và {two}, {one}" }
"braces" = { text = "viết {{#{one}}} … {{/{one}}} { }" })");
    const Args args{{"one", "1"}, {"two", "2"}};
    CHECK(catalogue.text("a", args) == "1 và 2, 1");
    CHECK(catalogue.text("braces", args) == "viết {{#1}} … {{/1}} { }");
}

TEST_CASE("an unknown placeholder stays, and so does one that an argument brings in") {
    const auto catalogue = words(R"("a" = { text = "{one} {three}" })");
    CHECK(catalogue.text("a", {{"one", "{two}"}, {"two", "!"}}) == "{two} {three}");
}

TEST_CASE("a key that is missing shows itself") {
    CHECK(words("").text("no.such"_msg) == "«no.such»");
}

TEST_CASE("a sentence joins what is wrong and what to write instead") {
    struct Row {
        std::string toml;
        std::string sentence;
    };
    const auto row = GENERATE(values<Row>({
        {R"(text = "không hiểu «{x}»")", "không hiểu «8-3»"},
        {R"(text = "không hiểu «{x}»", remedy = "viết \"{x}\"")", "không hiểu «8-3»: viết \"8-3\""},
        {R"(text = "lạ: «{x}»", remedy = "viết khác")", "lạ: «8-3», viết khác"},
        {R"(text = "Không hiểu.", remedy = "Viết khác.")", "Không hiểu. Viết khác."},
    }));
    const auto catalogue = words("\"some.error\" = { " + row.toml + " }");
    CHECK(catalogue.sentence(an_error({{"x", "8-3"}})) == row.sentence);
}

TEST_CASE("an error tells its place as far as it is known") {
    const auto catalogue = words(R"("some.error" = { text = "sai" })");
    CHECK(catalogue.located(an_error()) == "sai");
    CHECK(catalogue.located(an_error({}, Where{"plan.toml", 3, 7})) == "plan.toml:3:7: sai");
    CHECK(catalogue.located(an_error({}, Where{"plan.toml", 3, 0})) == "plan.toml:3: sai");
    CHECK(catalogue.located(an_error({}, Where{"plan.toml", 0, 0})) == "plan.toml: sai");
}

TEST_CASE("a words file that cannot be read is an error with its place") {
    struct Row {
        std::string toml;
        std::string_view id;
        int line;
    };
    const auto row = GENERATE(values<Row>({
        {"\"a\" = { text = \"x\" }\n\"b\" = ", "catalogue.syntax", 2},
        {"\"a\" = { text = \"x\" }\n\"a\" = { text = \"x\" }", "catalogue.syntax", 2},
        {"\n\"a\" = \"x\"", "catalogue.entry", 2},
        {"\"a\" = { remedy = \"x\" }", "catalogue.entry", 1},
        {"\"a\" = { text = \"x\", tekst = \"y\" }", "catalogue.entry", 1},
        {"\"a\" = { text = 7 }", "catalogue.entry", 1},
    }));
    INFO(row.toml);
    const auto parsed = Catalogue::parse(row.toml, "words.toml");
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().id.key == row.id);
    CHECK(parsed.error().where->file == "words.toml");
    CHECK(parsed.error().where->line == row.line);
}
