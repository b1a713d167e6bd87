// A body that was accepted can be made of every message, and its text is never longer than its
// limit. First line: the values, and which of them a message has; second: where the limit is;
// rest: the template.
#include "message/webhook_body.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <boost/json/parse.hpp>
#include <cstdint>
#include <cstdlib>

using namespace nhaclich;
using namespace nhaclich::message;

namespace {

constexpr std::size_t most = 7;

std::string cut_line(std::string& text) {
    const auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    text.erase(0, std::min(end + 1, text.size()));
    return line;
}

Values values_of(const std::string& text) {
    auto values = webhook_values("{}", "msg_1", "to").value();
    unsigned bits = text.empty() ? 0 : static_cast<unsigned char>(text.front());
    constexpr std::array optional{"title", "when", "place", "link", "calendar", "late"};
    for (const auto* name : optional) {
        if ((bits & 1U) != 0) values.insert_or_assign(name, text);
        bits >>= 1U;
    }
    for (const auto* name : {"kind", "board", "member", "subject", "text"})
        values.insert_or_assign(name, "x" + text);
    return values;
}

std::size_t octets_at(const std::string& body, const std::string& at) {
    boost::system::error_code fault;
    const auto document = boost::json::parse(body, fault);
    if (fault) std::abort();
    const auto* text = document.find_pointer(at, fault);
    return text == nullptr || !text->is_string() ? 0 : text->get_string().size();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string text(reinterpret_cast<const char*>(data), size);
    const auto value = cut_line(text);
    const auto at = cut_line(text);
    std::vector<TextLimit> limits;
    if (!at.empty()) limits.push_back({at, most, TextLimit::Measure::octets});
    const bool sound = Prose::parse(value).has_value();
    if (const auto body = WebhookBody::parse(BodyFormat::json, {"body", text}, limits)) {
        const auto made = body->render(values_of(value));
        if (!made && sound) std::abort();
        if (made && !at.empty() && octets_at(*made, at) > most) std::abort();
    }
    limits.assign(1, {"", most, TextLimit::Measure::octets});
    if (const auto body = WebhookBody::parse(BodyFormat::plain, {"body", text}, limits)) {
        const auto made = body->render(values_of(value));
        if (!made || made->size() > most) std::abort();
    }
    // And what an envelope of ours holds may be anything at all.
    static_cast<void>(webhook_values(text, value, at));
    return 0;
}
