#include "message/catalogue.hpp"

#include "embedded/embedded.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <stdexcept>
#include <toml++/toml.h>

namespace nhaclich::message {

namespace {

using WordsByKey = std::map<std::string, Words, std::less<>>;

Where place(const toml::source_region& source, const std::string& file) {
    return {file, static_cast<int>(source.begin.line), static_cast<int>(source.begin.column)};
}

tl::unexpected<Error> fail_at(MessageId id, Args args, Where where) {
    return tl::unexpected<Error>(Error{id, std::move(args), std::move(where)});
}

std::string* field(Words& words, std::string_view name) {
    if (name == "text") return &words.text;
    if (name == "remedy") return &words.remedy;
    if (name == "explanation") return &words.explanation;
    return nullptr;
}

/// Nothing when the table is not { text, remedy, explanation } of strings with a text.
std::optional<Words> words_of(const toml::node& node) {
    const auto* table = node.as_table();
    if (table == nullptr) return std::nullopt;
    Words words;
    for (const auto& [name, value] : *table) {
        auto* target = field(words, name.str());
        const auto* text = value.as_string();
        if (target == nullptr || text == nullptr) return std::nullopt;
        *target = text->get();
    }
    return words.text.empty() ? std::nullopt : std::optional{std::move(words)};
}

std::string_view value_of(const Args& args, std::string_view name, std::string_view otherwise) {
    const auto found = std::ranges::find(args, name, &Arg::name);
    return found == args.end() ? otherwise : std::string_view(found->value);
}

bool names_something(std::string_view name) {
    return !name.empty() && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    });
}

/// One pass: what an argument brings in is not read again.
std::string filled(std::string_view pattern, const Args& args) {
    std::string result;
    for (auto open = pattern.find('{'); open != std::string_view::npos; open = pattern.find('{')) {
        result += pattern.substr(0, open);
        pattern.remove_prefix(open);
        const auto close = pattern.find('}');
        const bool closed = close != std::string_view::npos;
        const auto name = closed ? pattern.substr(1, close - 1) : std::string_view{};
        const auto taken = names_something(name) ? close + 1 : 1;
        const auto written = pattern.substr(0, taken);
        result += taken == 1 ? written : value_of(args, name, written);
        pattern.remove_prefix(taken);
    }
    return result += pattern;
}

/// Between what is wrong and what to write instead.
std::string_view joint(std::string_view text) {
    constexpr std::string_view sentence_ends = ".!?";
    if (sentence_ends.find(text.back()) != std::string_view::npos) return " ";
    const bool has_colon = text.find(": ") != std::string_view::npos;
    return has_colon ? ", " : ": ";
}

Catalogue merged(std::string_view folder, WordsByKey Catalogue::*words) {
    Catalogue all;
    for (const auto& file : embedded::files()) {
        if (!file.path.starts_with(folder)) continue;
        auto part = Catalogue::parse(file.text, std::string(file.path));
        if (!part)
            throw std::logic_error(fmt::format("broken words: {}:{}", file.path,
                                               part.error().where.value_or(Where{}).line));
        for (const auto& [key, entry] : part->all())
            if (!(all.*words).emplace(key, entry).second)
                throw std::logic_error(fmt::format("words twice: {} in {}", key, file.path));
    }
    return all;
}

}  // namespace

Result<Catalogue> Catalogue::parse(std::string_view toml, const std::string& file) {
    try {
        const toml::table table = toml::parse(toml, file);
        Catalogue catalogue;
        for (const auto& [key, node] : table) {
            auto words = words_of(node);
            if (!words)
                return fail_at("catalogue.entry"_msg, {{"key", std::string(key.str())}},
                               place(key.source(), file));
            catalogue.words_.emplace(key.str(), std::move(*words));
        }
        return catalogue;
    } catch (const toml::parse_error& error) {
        return fail_at("catalogue.syntax"_msg, {{"detail", std::string(error.description())}},
                       place(error.source(), file));
    }
}

const Catalogue& Catalogue::builtin(plan::Language language) {
    static const Catalogue vi = merged("words/vi/", &Catalogue::words_);
    static const Catalogue en = merged("words/en/", &Catalogue::words_);
    return language == plan::Language::en ? en : vi;
}

std::string Catalogue::text(std::string_view key, const Args& args) const {
    const auto found = words_.find(key);
    if (found == words_.end()) return fmt::format("«{}»", key);
    return filled(found->second.text, args);
}

std::string Catalogue::sentence(const Error& error) const {
    const std::string what = text(error.id, error.args);
    const auto found = words_.find(error.id.key);
    if (found == words_.end() || found->second.remedy.empty()) return what;
    return fmt::format("{}{}{}", what, joint(found->second.text),
                       filled(found->second.remedy, error.args));
}

std::string Catalogue::located(const Error& error) const {
    if (!error.where) return sentence(error);
    std::string place = error.where->file;
    for (const int number : {error.where->line, error.where->column}) {
        if (number == 0) break;
        if (!place.empty()) place += ':';
        place += std::to_string(number);
    }
    return place.empty() ? sentence(error) : fmt::format("{}: {}", place, sentence(error));
}

}  // namespace nhaclich::message
