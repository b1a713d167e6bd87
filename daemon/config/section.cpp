#include "config/section.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <toml++/toml.h>

namespace nhaclich::config {

namespace {

Where place_of(const toml::source_region& source, const std::string& file) {
    return {file, static_cast<int>(source.begin.line), static_cast<int>(source.begin.column)};
}

/// "[mail]", "smtp" → "mail.smtp"; the top of a file is called by the file's name.
std::string path_below(std::string_view section, std::string_view key) {
    if (!section.starts_with('[')) return std::string(key);
    const auto first = section.find_first_not_of('[');
    const auto end = section.find(']');
    return fmt::format("{}.{}", section.substr(first, end - first), key);
}

const toml::table& empty_table() {
    static const toml::table empty;
    return empty;
}

/// A TOML date or time as the texts of this program are written.
std::optional<std::string> as_text(const toml::node& node) {
    if (const auto* text = node.as_string()) return text->get();
    if (const auto* date = node.as_date())
        return fmt::format("{:04}-{:02}-{:02}", date->get().year, date->get().month,
                           date->get().day);
    const auto* time = node.as_time();
    if (time != nullptr && time->get().second == 0 && time->get().nanosecond == 0)
        return fmt::format("{:02}:{:02}", time->get().hour, time->get().minute);
    return std::nullopt;
}

}  // namespace

std::string excerpt(std::string_view text) {
    constexpr std::size_t longest = 80;
    std::size_t characters = 0;
    std::size_t end = 0;
    for (; end < text.size(); ++end) {
        const bool continues = (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U;
        if (!continues && ++characters > longest) break;
    }
    auto shown = escaped_for_log(text.substr(0, end));
    return end < text.size() ? shown + "…" : shown;
}

Section::Section(const toml::table& table, std::string name, Where where, Faults& faults)
    : table_(table), name_(std::move(name)), where_(std::move(where)), faults_(faults) {}

Section::~Section() {
    if (any_key_) return;
    const std::vector<std::string> known(known_.begin(), known_.end());
    for (auto&& [key, value] : table_) {
        if (known_.contains(key.str())) continue;
        const auto near = nearest(key.str(), known);
        Args args{{"key", excerpt(key.str())}, {"section", name_}};
        auto id = "config.unknown-key"_msg;
        if (!near.empty()) {
            id = "config.unknown-key-near"_msg;
            args.push_back({"nearest", near});
        } else {
            args.push_back({"known", fmt::format("{}", fmt::join(known, ", "))});
        }
        faults_.add({id, std::move(args), place_of(key.source(), where_.file)});
    }
}

Where Section::place(const toml::node& node) const { return place_of(node.source(), where_.file); }

Where Section::where(std::string_view key) const {
    const auto* node = table_.get(key);
    return node != nullptr ? place(*node) : where_;
}

bool Section::has(std::string_view key) const { return table_.contains(key); }

bool Section::is_table(std::string_view key) const {
    const auto* node = table_.get(key);
    return node != nullptr && node->is_table();
}

bool Section::is_list(std::string_view key) const {
    const auto* node = table_.get(key);
    return node != nullptr && node->is_array();
}

void Section::fault(std::string_view key, MessageId id, Args args) {
    args.insert(args.begin(), {Arg{"key", std::string(key)}, Arg{"section", name_}});
    faults_.add({id, std::move(args), where(key)});
}

void Section::refuse(Error error, Where where) {
    for (auto& arg : error.args) arg.value = excerpt(arg.value);
    error.where = std::move(where);
    faults_.add(std::move(error));
}

const toml::node* Section::find(std::string_view key, Need need) {
    known_.emplace(key);
    const auto* node = table_.get(key);
    if (node == nullptr && need == Need::required) fault(key, "config.key-missing"_msg);
    return node;
}

std::optional<Written> Section::written(const toml::node& node, std::string_view key) {
    if (const auto* text = node.as_string()) return Written{text->get(), place(node)};
    faults_.add(
        {"config.expected-text"_msg, {{"key", std::string(key)}, {"section", name_}}, place(node)});
    return std::nullopt;
}

std::optional<Written> Section::dated(const toml::node& node, std::string_view key) {
    if (node.is_string() || node.is_date()) return Written{*as_text(node), place(node)};
    faults_.add(
        {"config.expected-date"_msg, {{"key", std::string(key)}, {"section", name_}}, place(node)});
    return std::nullopt;
}

std::optional<Written> Section::text(std::string_view key, Need need) {
    const auto* node = find(key, need);
    return node != nullptr ? written(*node, key) : std::nullopt;
}

std::optional<Written> Section::passage(std::string_view key) {
    const auto* node = find(key, Need::optional);
    auto found = node != nullptr ? written(*node, key) : std::nullopt;
    if (!found) return found;
    constexpr int quote = 1;
    constexpr int three_quotes = 3;
    const auto breaks = static_cast<int>(std::ranges::count(found->text, '\n'));
    const auto lines = static_cast<int>(node->source().end.line - node->source().begin.line);
    // TOML leaves out a line break right behind the opening quotes.
    if (lines > breaks)
        found->where = {found->where.file, found->where.line + 1, 1};
    else
        found->where.column += lines > 0 ? three_quotes : quote;
    return found;
}

std::optional<Written> Section::date_text(std::string_view key, Need need) {
    const auto* node = find(key, need);
    return node != nullptr ? dated(*node, key) : std::nullopt;
}

std::optional<Written> Section::hour_text(std::string_view key, Need need) {
    const auto* node = find(key, need);
    if (node == nullptr) return std::nullopt;
    const auto text = node->is_date() ? std::nullopt : as_text(*node);
    if (!text) {
        fault(key, "config.expected-hour"_msg);
        return std::nullopt;
    }
    return Written{*text, place(*node)};
}

std::vector<Written> Section::list(std::string_view key, Need need, ReadOne read_one) {
    std::vector<Written> result;
    const auto* node = find(key, need);
    if (node == nullptr) return result;
    const auto take = [&](const toml::node& element) {
        if (auto one = (this->*read_one)(element, key)) result.push_back(std::move(*one));
    };
    const auto* array = node->as_array();
    if (array == nullptr) {
        take(*node);
        return result;
    }
    for (const auto& element : *array) take(element);
    if (array->empty() && need == Need::required) fault(key, "config.empty"_msg);
    return result;
}

std::vector<Written> Section::texts(std::string_view key, Need need) {
    return list(key, need, &Section::written);
}

std::vector<Written> Section::date_texts(std::string_view key) {
    return list(key, Need::optional, &Section::dated);
}

std::optional<bool> Section::boolean(std::string_view key) {
    const auto* node = find(key, Need::optional);
    if (node == nullptr) return std::nullopt;
    if (const auto* value = node->as_boolean()) return value->get();
    fault(key, "config.expected-bool"_msg);
    return std::nullopt;
}

std::optional<std::int64_t> Section::integer(std::string_view key, std::int64_t lowest,
                                             std::int64_t highest, Need need) {
    const auto* node = find(key, need);
    if (node == nullptr) return std::nullopt;
    const auto* value = node->as_integer();
    if (value == nullptr) {
        fault(key, "config.expected-number"_msg);
        return std::nullopt;
    }
    if (value->get() >= lowest && value->get() <= highest) return value->get();
    fault(key, "config.range"_msg,
          {{"value", std::to_string(value->get())},
           {"lowest", std::to_string(lowest)},
           {"highest", std::to_string(highest)}});
    return std::nullopt;
}

void Section::within(std::string_view key, const Reader& read) {
    const auto path = path_below(name_, key);
    const auto* node = find(key, Need::optional);
    if (node != nullptr && !node->is_table()) {
        const auto id =
            node->is_array_of_tables() ? "config.single-brackets"_msg : "config.expected-table"_msg;
        fault(key, id, {{"path", path}});
        return;
    }
    const auto& table = node != nullptr ? *node->as_table() : empty_table();
    Section section(table, fmt::format("[{}]", path), where(key), faults_);
    read(section);
}

void Section::each(std::string_view key, const Reader& read) {
    const auto path = path_below(name_, key);
    const auto* node = find(key, Need::optional);
    if (node == nullptr) return;
    const auto* array = node->as_array();
    if (array == nullptr) {
        fault(key, "config.double-brackets"_msg, {{"path", path}});
        return;
    }
    for (const auto& element : *array) {
        if (const auto* table = element.as_table()) {
            Section section(*table, fmt::format("[[{}]]", path), place(element), faults_);
            read(section);
        } else {
            faults_.add({"config.double-brackets"_msg,
                         {{"key", std::string(key)}, {"section", name_}, {"path", path}},
                         place(element)});
        }
    }
}

void Section::each_key(const std::function<void(const Written& key)>& read) {
    any_key_ = true;
    for (auto&& [key, node] : table_)
        read({std::string(key.str()), place_of(key.source(), where_.file)});
}

namespace {

/// The n-th line of the text, counting from 1.
std::string_view line_of(std::string_view text, int n) {
    for (; n > 1; --n) {
        const auto end = text.find('\n');
        if (end == std::string_view::npos) return {};
        text.remove_prefix(end + 1);
    }
    return text.substr(0, text.find_first_of("\r\n"));
}

Error syntax_fault(const toml::parse_error& error, std::string_view text, const std::string& file) {
    const auto where = place_of(error.source(), file);
    // toml++ has no error codes; its words tell this one mistake from the others.
    const bool twice = error.description().find("cannot redefine") != std::string_view::npos;
    return {
        twice ? "config.key-twice"_msg : "config.syntax"_msg,
        {{"text", excerpt(line_of(text, where.line))}, {"detail", excerpt(error.description())}},
        where};
}

}  // namespace

std::optional<Document> Document::parse(std::string_view text, const std::string& file,
                                        Faults& faults) {
    try {
        return Document(std::make_unique<toml::table>(toml::parse(text)), file);
    } catch (const toml::parse_error& error) {
        faults.add(syntax_fault(error, text, file));
        return std::nullopt;
    }
}

Document::Document(std::unique_ptr<toml::table> table, std::string file)
    : table_(std::move(table)), file_(std::move(file)) {}
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

void Document::read(const Section::Reader& reader, Faults& faults) const {
    Section top(*table_, file_, Where{file_, 1, 1}, faults);
    reader(top);
}

}  // namespace nhaclich::config
