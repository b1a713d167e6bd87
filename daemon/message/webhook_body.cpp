#include "message/webhook_body.hpp"

#include <algorithm>
#include <array>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace nhaclich::message {

namespace json = boost::json;

namespace {

struct Name {
    std::string_view name;
    bool always;  ///< never empty
};
constexpr std::array names{Name{"id", true},     Name{"to", true},        Name{"kind", true},
                           Name{"title", false}, Name{"when", false},     Name{"place", false},
                           Name{"link", false},  Name{"calendar", false}, Name{"board", true},
                           Name{"member", true}, Name{"late", false},     Name{"subject", true},
                           Name{"text", true}};

/// JSON wherever it stands; with a quote and a backslash only inside a string.
constexpr const char* sample_number = "1";
constexpr const char* sample_text = "\"\\\n";

constexpr auto optional_names = static_cast<unsigned>(
    std::ranges::count_if(names, [](const Name& name) { return !name.always; }));

/// A bit of `absent` for each value that may be empty: it is.
Values sample(unsigned absent, const char* text) {
    Values values;
    unsigned bit = 1;
    for (const auto& [name, always] : names) {
        values.emplace(std::string(name), !always && (absent & bit) != 0 ? "" : text);
        if (!always) bit <<= 1U;
    }
    return values;
}

std::set<std::string> known_names() {
    std::set<std::string> known;
    for (const auto& [name, always] : names) known.emplace(name);
    return known;
}

/// What the character that begins with this octet adds to the length.
std::size_t measure_of(char first, std::size_t octets, TextLimit::Measure measure) {
    if (measure == TextLimit::Measure::octets) return octets;
    constexpr unsigned char first_of_four = 0xF0;  // beyond U+FFFF: a surrogate pair
    return static_cast<unsigned char>(first) >= first_of_four ? 2 : 1;
}

std::string shortened(std::string text, const TextLimit& limit) {
    constexpr std::string_view more = "…";
    const auto more_takes = measure_of(more.front(), more.size(), limit.measure);
    std::size_t length = 0;
    std::size_t kept = 0;  // octets that leave room for `more`
    for (std::size_t at = 0; at < text.size();) {
        std::size_t next = at + 1;
        while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0U) == 0x80U)
            ++next;
        length += measure_of(text[at], next - at, limit.measure);
        if (length + more_takes <= limit.most) kept = next;
        at = next;
    }
    if (length <= limit.most) return text;
    text.resize(kept);
    while (text.ends_with(' ') || text.ends_with('\n')) text.pop_back();
    return limit.most < more_takes ? text : text + std::string(more);
}

std::optional<json::value> parsed(const std::string& text) {
    boost::system::error_code fault;
    auto value = json::parse(text, fault);
    return fault ? std::nullopt : std::optional(std::move(value));
}

json::string* string_at(json::value& document, const std::string& at) {
    boost::system::error_code fault;
    auto* found = document.find_pointer(at, fault);
    return found != nullptr && !fault ? found->if_string() : nullptr;
}

Result<std::string> minified(const std::string& text, const std::vector<TextLimit>& limits) {
    auto document = parsed(text);
    if (!document) return fail("template.no-json"_msg);
    for (const auto& limit : limits)
        if (auto* found = string_at(*document, limit.at))
            *found = shortened(std::string(*found), limit);
    return json::serialize(*document);
}

}  // namespace

WebhookBody::WebhookBody(Template text, std::vector<TextLimit> limits)
    : template_(std::move(text)), limits_(std::move(limits)) {}

Result<WebhookBody> WebhookBody::parse(BodyFormat format, const TemplateText& text,
                                       std::vector<TextLimit> limits) {
    const auto proven = [&](auto found) -> Result<WebhookBody> {
        if (auto error = found.stranger(known_names())) return tl::unexpected(*error);
        WebhookBody body(std::move(found), std::move(limits));
        auto error = body.fault();
        if (!error) return body;
        if (!error->where) error->where = Where{text.name, 1, 1};
        return tl::unexpected(*error);
    };
    if (format == BodyFormat::json) return JsonTemplate::parse({text}).and_then(proven);
    return PlainTemplate::parse({text}).and_then(proven);
}

std::optional<Error> WebhookBody::fault() const {
    for (unsigned absent = 0; absent < 1U << optional_names; ++absent)
        for (const auto* text : {sample_number, sample_text})
            if (const auto body = render(sample(absent, text)); !body) {
                if (text == sample_text) return Error{"template.value-outside"_msg, {}, {}};
                return body.error();
            }
    const auto* as_json = std::get_if<JsonTemplate>(&template_);
    std::optional<json::value> document;
    if (as_json != nullptr) document = parsed(as_json->render(sample(0, sample_number)).value());
    for (const auto& limit : limits_)
        if (document ? string_at(*document, limit.at) == nullptr : !limit.at.empty())
            return Error{"template.limit-nowhere"_msg, {{"at", limit.at}}, {}};
    return std::nullopt;
}

Result<std::string> WebhookBody::render(const Values& values) const {
    if (const auto* as_json = std::get_if<JsonTemplate>(&template_))
        return as_json->render(values).and_then(
            [&](const std::string& text) { return minified(text, limits_); });
    return std::get<PlainTemplate>(template_).render(values).map([&](std::string text) {
        for (const auto& limit : limits_) text = shortened(std::move(text), limit);
        return text;
    });
}

std::optional<Values> webhook_values(std::string_view data, const std::string& id,
                                     const std::string& to) {
    const auto document = parsed(std::string(data));
    const auto* object = document ? document->if_object() : nullptr;
    if (object == nullptr) return std::nullopt;
    Values values;
    for (const auto& [name, always] : names) {
        const auto* value = object->if_contains(name);
        const auto* text = value == nullptr ? nullptr : value->if_string();
        values.emplace(std::string(name), text == nullptr ? std::string() : std::string(*text));
    }
    values.insert_or_assign("id", id);
    values.insert_or_assign("to", to);
    return values;
}

}  // namespace nhaclich::message
