// Words: every message the code names has a text in every language, no text is left over, and the
// files below config/ hold clean text.
#include "message/catalogue.hpp"

#include "base/text.hpp"
#include "tidy/source.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <regex>
#include <set>

using namespace nhaclich::tidy;
using nhaclich::message::Catalogue;
using nhaclich::plan::Language;

namespace {

using Keys = std::set<std::string>;

Keys found_in(const std::string& text, const std::regex& pattern) {
    Keys keys;
    for (std::sregex_iterator at(text.begin(), text.end(), pattern), end; at != end; ++at)
        keys.insert((*at)[1]);
    return keys;
}

Keys message_ids(const std::string& code) {
    static const std::regex literal(R"re("([^"\n]+)"_msg\b)re");
    return found_in(without_comments(code), literal);
}

const Catalogue& words(Language language) { return Catalogue::builtin(language); }

Keys keys(const Catalogue& catalogue) {
    Keys all;
    for (const auto& [key, said] : catalogue.all()) all.insert(key);
    return all;
}

Keys minus(const Keys& these, const Keys& those) {
    Keys left;
    std::ranges::set_difference(these, those, std::inserter(left, left.end()));
    return left;
}

/// A literal that is the key, or begins it and ends with "." for the rest to be appended.
bool names(const std::string& literal, const std::string& key) {
    return literal == key || (literal.ends_with('.') && key.starts_with(literal));
}

Keys unused(const Keys& all, const std::vector<File>& code, const std::vector<File>& templates) {
    std::set<std::string> literals;
    for (const auto& file : code)
        for (auto& literal : string_literals(without_comments(file.text)))
            literals.insert(std::move(literal));
    Keys left;
    for (const auto& key : all) {
        const bool in_code = std::ranges::any_of(
            literals, [&](const std::string& literal) { return names(literal, key); });
        const bool in_template = std::ranges::any_of(
            templates, [&](const File& file) { return file.text.find(key) != std::string::npos; });
        if (!in_code && !in_template) left.insert(key);
    }
    return left;
}

/// The names in braces that its text and remedy fill in.
Keys placeholders(const nhaclich::message::Words& said) {
    static const std::regex placeholder(R"(\{([a-z0-9_-]+)\})");
    return found_in(said.text + said.remedy, placeholder);
}

/// A language spells dates in its own way: by numbers in Vietnamese, by words in English.
bool spells_a_date(const std::string& key) { return key.starts_with("date."); }

/// Keys whose placeholders are not the same in both.
Keys unequal(const Catalogue& one, const Catalogue& other) {
    Keys differing;
    for (const auto& [key, said] : one.all()) {
        const auto same = other.all().find(key);
        if (same == other.all().end() || spells_a_date(key)) continue;
        if (placeholders(said) != placeholders(same->second)) differing.insert(key);
    }
    return differing;
}

std::string_view trimmed(std::string_view line) {
    constexpr std::string_view blanks = " \r";
    const auto first = line.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return line.substr(first, line.find_last_not_of(blanks) - first + 1);
}

Faults unclean(const File& file) {
    constexpr std::size_t longest = 100'000;
    Faults faults;
    for (const auto line : lines(file.text)) {
        const auto read = nhaclich::Line::parse(trimmed(line), longest);
        if (!read || read->str() != trimmed(line))
            faults.push_back(fault(file, static_cast<std::size_t>(line.data() - file.text.data()),
                                   "is not UTF-8 in NFC without invisible characters and tabs"));
    }
    return faults;
}

}  // namespace

TEST_CASE("every message the code names has a text in both languages") {
    CHECK(message_ids("fail(\"a.b\"_msg); // \"c.d\"_msg\n\"e\"") == Keys{"a.b"});
    CHECK(minus({"a", "b"}, {"b"}) == Keys{"a"});

    Keys used;
    for (const auto& file : daemon_sources()) used.merge(message_ids(file.text));
    CHECK(used.size() > 10);
    CHECK(minus(used, keys(words(Language::vi))) == Keys{});
    CHECK(minus(used, keys(words(Language::en))) == Keys{});
}

TEST_CASE("both languages have the same keys with the same placeholders") {
    const auto parsed = [](const std::string& toml) { return Catalogue::parse(toml).value(); };
    const auto one = parsed("[\"a\"]\ntext = \"{x}\"\nremedy = \"{y}\"\n[\"b\"]\ntext = \"b\"\n");
    CHECK(unequal(one, parsed("[\"a\"]\ntext = \"{y} {x}\"\n")).empty());
    CHECK(unequal(one, parsed("[\"a\"]\ntext = \"{x}\"\n")) == Keys{"a"});

    const auto& vi = words(Language::vi);
    const auto& en = words(Language::en);
    CHECK(minus(keys(vi), keys(en)) == Keys{});
    CHECK(minus(keys(en), keys(vi)) == Keys{});
    CHECK(unequal(vi, en) == Keys{});
}

TEST_CASE("no text is left in the catalogues that nothing says") {
    const std::vector<File> code{{"a.cpp", "f(\"a.b\"_msg); g(\"kind.\" + name); // \"c.d\"\n"}};
    const std::vector<File> templates{{"a.mustache", "{{#words}}e.f{{/words}}"}};
    CHECK(unused({"a.b", "kind.task", "c.d", "e.f", "g.h"}, code, templates) == Keys{"c.d", "g.h"});

    CHECK(unused(keys(words(Language::vi)), daemon_sources(),
                 files("config/templates", {".mustache"})) == Keys{});
}

TEST_CASE("the shipped files are clean text in NFC") {
    CHECK(unclean({"a.toml", "title = \"Ngày\"\n\n  on = \"8/3\"\n"}).empty());
    CHECK(unclean({"a.toml", "\ntitle = \"Nga\u0300y\"\n"}).size() == 1);
    CHECK(unclean({"a.toml", "a\u200bb\n"}).size() == 1);
    CHECK(unclean({"a.toml", "a\tb\n"}).size() == 1);
    CHECK(unclean({"a.toml", "\xFF\n"}).size() == 1);

    Faults found;
    for (const auto& file :
         files("config", {".toml", ".mustache", ".json", ".css", ".svg", ".txt"}))
        std::ranges::copy(unclean(file), std::back_inserter(found));
    CHECK(found == Faults{});
}
