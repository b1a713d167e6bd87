#include "message/template.hpp"

#include "embedded/embedded.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <kainjow/mustache.hpp>
#include <optional>
#include <ranges>
#include <set>
#include <stdexcept>

namespace nhaclich::message {

namespace {

namespace mustache = kainjow::mustache;

/// Sections within sections, and partials within partials: mustache recurses, so hostile depth
/// would end the stack. The built-in templates need 3.
constexpr std::size_t deepest = 16;

enum class TagKind { variable, open, close, partial, comment };

struct Tag {
    TagKind kind = TagKind::variable;
    std::string name;
    std::size_t offset = 0;
};

Where place(const TemplateText& text, std::size_t offset) {
    const std::string_view before = std::string_view(text.text).substr(0, offset);
    const auto line_start = before.rfind('\n') + 1;  // npos + 1 is 0
    const auto is_character = [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80;
    };
    const auto lines = std::ranges::count(before, '\n');
    const auto column = std::ranges::count_if(before.substr(line_start), is_character);
    return {text.file.empty() ? text.name : text.file, static_cast<int>(lines) + 1,
            static_cast<int>(column) + 1};
}

Error error_at(MessageId id, Args args, const TemplateText& text, std::size_t offset) {
    return Error{id, std::move(args), place(text, offset)};
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

bool is_name(std::string_view name) {
    return !name.empty() && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    });
}

/// The tag whose content, between the braces, is `content`.
Result<Tag> tag_of(const TemplateText& text, std::string_view content, std::size_t offset) {
    const auto refused = [&](MessageId id) {
        return tl::unexpected<Error>(error_at(id, {{"tag", std::string(content)}}, text, offset));
    };
    const auto inner = trimmed(content);
    const char sign = inner.empty() ? ' ' : inner.front();
    if (sign == '!') return Tag{TagKind::comment, {}, offset};
    if (sign == '{' || sign == '&') return refused("template.raw"_msg);
    if (sign == '=') return refused("template.delimiter"_msg);
    Tag tag{TagKind::variable, {}, offset};
    if (sign == '#' || sign == '^') tag.kind = TagKind::open;
    if (sign == '/') tag.kind = TagKind::close;
    if (sign == '>') tag.kind = TagKind::partial;
    tag.name = tag.kind == TagKind::variable ? inner : trimmed(inner.substr(1));
    if (!is_name(tag.name)) return refused("template.name"_msg);
    return tag;
}

Result<std::vector<Tag>> tags(const TemplateText& text) {
    std::vector<Tag> result;
    const std::string_view all = text.text;
    for (auto open = all.find("{{"); open != std::string_view::npos;) {
        const auto close = all.find("}}", open + 2);
        if (close == std::string_view::npos)
            return tl::unexpected(error_at("template.unclosed"_msg, {}, text, open));
        auto tag = tag_of(text, all.substr(open + 2, close - open - 2), open);
        if (!tag) return tl::unexpected(tag.error());
        result.push_back(std::move(*tag));
        open = all.find("{{", close + 2);
    }
    return result;
}

/// Sections open and close in pairs, not too deep; partials are among `names`.
std::optional<Error> fault(const TemplateText& text, const std::vector<Tag>& found,
                           const std::set<std::string>& names) {
    std::vector<Tag> open;
    for (const auto& tag : found) {
        const auto error = [&](MessageId id) {
            return error_at(id, {{"name", tag.name}}, text, tag.offset);
        };
        if (tag.kind == TagKind::partial && !names.contains(tag.name))
            return error("template.partial"_msg);
        if (tag.kind == TagKind::open) open.push_back(tag);
        if (open.size() > deepest) return error("template.too-deep"_msg);
        if (tag.kind != TagKind::close) continue;
        if (open.empty() || open.back().name != tag.name) return error("template.section"_msg);
        open.pop_back();
    }
    if (open.empty()) return std::nullopt;
    return error_at("template.section"_msg, {{"name", open.back().name}}, text, open.back().offset);
}

mustache::data data_of(const Values& values);

mustache::data data_of(const Value& value) {
    if (const auto* text = std::get_if<std::string>(&value.get()))
        return text->empty() ? mustache::data{false} : mustache::data{*text};
    if (const auto* condition = std::get_if<bool>(&value.get())) return mustache::data{*condition};
    mustache::list rows;
    for (const auto& row : std::get<Value::Rows>(value.get())) rows.push_back(data_of(row));
    return mustache::data{rows};
}

mustache::data data_of(const Values& values) {
    mustache::data object;
    for (const auto& [name, value] : values) object.set(name, data_of(value));
    return object;
}

/// Looks names up and remembers the first it did not find, which mustache would leave blank.
class StrictContext : public mustache::context<std::string> {
  public:
    StrictContext(const mustache::data& data, const std::vector<TemplateText>& texts)
        : context(&data) {
        for (const auto& text : texts) partials_.set(text.name, mustache::data{text.text});
    }

    const mustache::data* get(const std::string& name) const override {
        const auto* found = context::get(name);
        if (found == nullptr && missing_.empty()) missing_ = name;
        return found;
    }
    const mustache::data* get_partial(const std::string& name) const override {
        return partials_.get(name);
    }
    const std::string& missing() const { return missing_; }

  private:
    mustache::data partials_;
    mutable std::string missing_;
};

/// Word of Outlook knows no &apos;.
std::string html_escaped(const std::string& text) {
    std::string result;
    for (const char c : text) {
        switch (c) {
            case '&':
                result += "&amp;";
                break;
            case '<':
                result += "&lt;";
                break;
            case '>':
                result += "&gt;";
                break;
            case '"':
                result += "&quot;";
                break;
            case '\'':
                result += "&#39;";
                break;
            default:
                result += c;
        }
    }
    return result;
}

std::string unchanged(const std::string& text) { return text; }

}  // namespace

TemplateText builtin_template(std::string_view name) {
    const auto text = embedded::text(fmt::format("templates/{}.mustache", name));
    if (text.empty()) throw std::logic_error(fmt::format("no template {}", name));
    return {std::string(name.substr(name.rfind('/') + 1)), std::string(text)};
}

namespace detail {

Result<Parts> Parts::parse(std::vector<TemplateText> texts) {
    // A partial may include only those after it, so none can include itself.
    std::set<std::string> later;
    for (const auto& text : std::views::reverse(texts)) {
        const auto found = tags(text);
        if (!found) return tl::unexpected(found.error());
        if (auto error = fault(text, *found, later)) return tl::unexpected(*error);
        later.insert(text.name);
    }
    Parts parts;
    parts.texts_ = std::move(texts);
    return parts;
}

Error Parts::unknown(std::string_view name) const {
    const Args args{{"name", std::string(name)}};
    for (const auto& text : texts_) {
        const auto found = tags(text);
        if (!found) continue;
        const auto tag = std::ranges::find(*found, name, &Tag::name);
        if (tag != found->end())
            return error_at("template.unknown-name"_msg, args, text, tag->offset);
    }
    return Error{"template.unknown-name"_msg, args, std::nullopt};
}

Result<std::string> Parts::rendered(const Values& values, Escape escape) const {
    const auto data = data_of(values);
    StrictContext context(data, texts_);
    // Rendering writes into the parsed form, so each has its own: no lock, no shared state.
    mustache::mustache parsed(texts_.front().text);
    parsed.set_custom_escape(escape);
    std::string text = parsed.render(context);
    if (!context.missing().empty()) return tl::unexpected(unknown(context.missing()));
    return text;
}

}  // namespace detail

Result<HtmlTemplate> HtmlTemplate::parse(std::vector<TemplateText> texts) {
    return detail::Parts::parse(std::move(texts)).map([](detail::Parts parts) {
        return HtmlTemplate(std::move(parts));
    });
}

Result<std::string> HtmlTemplate::render(const Values& values) const {
    return parts_.rendered(values, html_escaped);
}

Result<PlainTemplate> PlainTemplate::parse(std::vector<TemplateText> texts) {
    return detail::Parts::parse(std::move(texts)).map([](detail::Parts parts) {
        return PlainTemplate(std::move(parts));
    });
}

Result<std::string> PlainTemplate::render(const Values& values) const {
    return parts_.rendered(values, unchanged);
}

}  // namespace nhaclich::message
