#include "channel/webhook_envelope.hpp"

#include "message/frame.hpp"

#include <algorithm>
#include <boost/json.hpp>

namespace nhaclich::channel {

namespace {

namespace json = boost::json;

class Envelope {
  public:
    Envelope(const message::Message& message, json::object facts)
        : timestamp_(iso(message.date)), facts_(std::move(facts)) {}

    std::string fitting() {
        auto body = octets();
        while (body.size() > envelope_at_most && (cut_text(body.size()) || drop_item()))
            body = octets();
        return body;
    }

  private:
    std::string octets() const {
        return json::serialize(
            json::object{{"type", "reminder.due"}, {"timestamp", timestamp_}, {"data", facts_}});
    }

    /// By about what is too much; false = there is no text worth the name left to cut.
    bool cut_text(std::size_t size) {
        constexpr std::size_t least = 400;  // characters
        auto* text = facts_.contains("text") ? facts_["text"].if_string() : nullptr;
        if (text == nullptr) return false;
        const std::string_view whole(text->data(), text->size());
        const auto characters = static_cast<std::size_t>(std::ranges::count_if(
            whole, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
        if (characters <= least) return false;
        const auto excess = std::min(size - envelope_at_most, whole.size());
        const auto kept = characters * (whole.size() - excess) / whole.size();
        const auto shorter = std::clamp(kept, least, characters - 1) - 1;
        *text = message::shortened(whole, shorter);
        return true;
    }

    bool drop_item() {
        auto* items = facts_.contains("items") ? facts_["items"].if_array() : nullptr;
        if (items == nullptr || items->empty()) return false;
        items->pop_back();
        facts_["items_left_out"] = ++left_out_;
        return true;
    }

    std::string timestamp_;
    json::object facts_;
    int left_out_ = 0;
};

}  // namespace

std::optional<std::string> webhook_envelope(const message::Message& message,
                                            const plan::Address& to) {
    boost::system::error_code fault;
    auto facts = json::parse(message.json, fault);
    if (fault || !facts.is_object()) return std::nullopt;
    facts.as_object()["to"] = to.str();
    return Envelope(message, std::move(facts.as_object())).fitting();
}

}  // namespace nhaclich::channel
