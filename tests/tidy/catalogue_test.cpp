// Words: every message the code names has a text in every language, no text is left over, and the
// files below config/ hold clean text.
#include "base/text.hpp"
#include "tidy/source.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <regex>
#include <set>

using namespace nhaclich::tidy;

namespace {

using Keys = std::set<std::string>;

Keys found_in(const std::string& text, const std::regex& pattern) {
    Keys keys;
    for (std::sregex_iterator at(text.begin(), text.end(), pattern), end; at != end; ++at)
        keys.insert((*at)[1]);
    return keys;
}

/// The keys of tables: ["date.ambiguous"].
Keys catalogue_keys(const std::string& toml) {
    static const std::regex table(R"re(^\["([^"]+)"\])re", std::regex::multiline);
    return found_in(toml, table);
}

Keys message_ids(const std::string& code) {
    static const std::regex literal(R"re("([^"\n]+)"_msg\b)re");
    return found_in(without_comments(code), literal);
}

Keys minus(const Keys& these, const Keys& those) {
    Keys left;
    std::ranges::set_difference(these, those, std::inserter(left, left.end()));
    return left;
}

std::string words(const std::string& language) {
    std::string all;
    for (const auto& file : files("config/words/" + language, {".toml"})) all += file.text + "\n";
    return all;
}

/// A literal that is the key, or begins it and ends with "." for the rest to be appended.
bool names(const std::string& literal, const std::string& key) {
    return literal == key || (literal.ends_with('.') && key.starts_with(literal));
}

Keys unused(const Keys& keys, const std::vector<File>& code, const std::vector<File>& templates) {
    std::set<std::string> literals;
    for (const auto& file : code)
        for (auto& literal : string_literals(without_comments(file.text)))
            literals.insert(std::move(literal));
    Keys left;
    for (const auto& key : keys) {
        const bool in_code = std::ranges::any_of(
            literals, [&](const std::string& literal) { return names(literal, key); });
        const bool in_template = std::ranges::any_of(
            templates, [&](const File& file) { return file.text.find(key) != std::string::npos; });
        if (!in_code && !in_template) left.insert(key);
    }
    return left;
}

/// "{name}" in the texts of one table, by key.
std::map<std::string, Keys> placeholders(const std::string& toml) {
    static const std::regex placeholder(R"(\{([a-z_]+)\})");
    std::map<std::string, Keys> result;
    std::string key;
    for (const auto line : lines(toml)) {
        const std::string text(line);
        if (const auto keys = catalogue_keys(text); !keys.empty()) key = *keys.begin();
        if (!text.starts_with('#') && !key.empty()) result[key].merge(found_in(text, placeholder));
    }
    return result;
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
    CHECK(catalogue_keys("[\"a.b\"]\ntext = \"[\\\"x\\\"]\"\n[\"c-d\"]\n") == Keys{"a.b", "c-d"});
    CHECK(minus({"a", "b"}, {"b"}) == Keys{"a"});

    Keys used;
    for (const auto& file : daemon_sources()) used.merge(message_ids(file.text));
    CHECK(used.size() > 10);
    CHECK(minus(used, catalogue_keys(words("vi"))) == Keys{});
    CHECK(minus(used, catalogue_keys(words("en"))) == Keys{});
}

TEST_CASE("both languages have the same keys with the same placeholders") {
    CHECK(placeholders("[\"a\"]\ntext = \"{x} {y_z}\"\n[\"b\"]\ntext = \"\"\n") ==
          std::map<std::string, Keys>{{"a", {"x", "y_z"}}, {"b", {}}});
    const auto vi = placeholders(words("vi"));
    const auto en = placeholders(words("en"));
    CHECK(minus(catalogue_keys(words("vi")), catalogue_keys(words("en"))) == Keys{});
    CHECK(minus(catalogue_keys(words("en")), catalogue_keys(words("vi"))) == Keys{});
    for (const auto& [key, names] : vi) {
        CAPTURE(key);
        if (en.contains(key)) CHECK(en.at(key) == names);
    }
}

TEST_CASE("no text is left in the catalogues that nothing says") {
    const std::vector<File> code{{"a.cpp", "f(\"a.b\"_msg); g(\"kind.\" + name); // \"c.d\"\n"}};
    const std::vector<File> templates{{"a.mustache", "{{#words}}e.f{{/words}}"}};
    CHECK(unused({"a.b", "kind.task", "c.d", "e.f", "g.h"}, code, templates) == Keys{"c.d", "g.h"});

    CHECK(unused(catalogue_keys(words("vi")), daemon_sources(),
                 files("config/templates", {".mustache", ".html", ".txt"})) == Keys{});
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
