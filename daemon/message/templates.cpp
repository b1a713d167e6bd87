#include "message/templates.hpp"

#include "embedded/embedded.hpp"

#include <algorithm>
#include <array>

namespace nhaclich::message {

namespace {

constexpr std::string_view folder = "templates/mail/";
constexpr std::string_view extension = ".mustache";
constexpr std::array<std::string_view, 13> kinds{
    "observance", "campaign", "deadline",  "meeting",    "task",  "notice", "summary",
    "escalation", "digest",   "unreached", "suspension", "burst", "several"};
constexpr std::array<std::string_view, 2> languages{"vi", "en"};

std::vector<std::string> builtin_names() {
    std::vector<std::string> names;
    for (const auto& file : embedded::files())
        if (file.path.starts_with(folder) && file.path.ends_with(extension))
            names.emplace_back(file.path.substr(
                folder.size(), file.path.size() - folder.size() - extension.size()));
    return names;
}

std::string listed(const auto& words) {
    std::string all;
    for (const auto& word : words) all += (all.empty() ? "" : ", ") + std::string(word);
    return all;
}

template <class Words>
bool has(const Words& words, std::string_view word) {
    return std::ranges::find(words, word) != words.end();
}

/// NAME[.KIND][.LANGUAGE]
bool is_known(std::string_view written, const std::vector<std::string>& names) {
    const auto first = written.find('.');
    if (!has(names, written.substr(0, first))) return false;
    if (first == std::string_view::npos) return true;
    const auto rest = written.substr(first + 1);
    const auto second = rest.find('.');
    if (second == std::string_view::npos) return has(kinds, rest) || has(languages, rest);
    return has(kinds, rest.substr(0, second)) && has(languages, rest.substr(second + 1));
}

}  // namespace

const Templates& Templates::builtin() {
    static const Templates none;
    return none;
}

tl::expected<Templates, std::vector<Error>> Templates::parse(std::vector<OwnTemplate> own) {
    Templates templates;
    std::vector<Error> faults;
    const auto names = builtin_names();
    for (auto& one : own) {
        if (is_known(one.name, names))
            templates.own_.insert_or_assign(
                one.name, TemplateText{one.name.substr(0, one.name.find('.')), std::move(one.text),
                                       std::move(one.file)});
        else
            faults.push_back({"template.no-such"_msg,
                              {{"name", one.name},
                               {"names", listed(names)},
                               {"kinds", listed(kinds)},
                               {"languages", listed(languages)}},
                              one.named});
    }
    if (!faults.empty()) return tl::unexpected(std::move(faults));
    return templates;
}

TemplateText Templates::find(std::string_view name, std::string_view kind,
                             plan::Language language) const {
    const std::string base(name);
    const auto of_kind = base + '.' + std::string(kind);
    const auto suffix = '.' + std::string(plan::code(language));
    for (const auto& candidate : {of_kind + suffix, of_kind, base + suffix, base})
        if (const auto found = own_.find(candidate); found != own_.end()) return found->second;
    return builtin_template("mail/" + base);
}

}  // namespace nhaclich::message
