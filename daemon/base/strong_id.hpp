// Identifiers that cannot be mixed up: an EntryId is not a MemberId, though both are short words.
// In: text from a file. Out: an id of lower-case ASCII letters, digits, "-", at most 64 octets.
#pragma once

#include "base/error.hpp"

#include <compare>
#include <functional>
#include <string>
#include <string_view>

namespace nhaclich {

/// Grammar shared by all ids: [a-z0-9] then [a-z0-9-]*, 1 to 64 octets ("id.format").
Result<std::string> parse_id_text(std::string_view text);

template <class Tag>
class StrongId {
  public:
    static Result<StrongId> parse(std::string_view text) {
        return parse_id_text(text).map([](std::string s) { return StrongId(std::move(s)); });
    }
    const std::string& str() const { return value_; }
    friend auto operator<=>(const StrongId&, const StrongId&) = default;

  private:
    explicit StrongId(std::string value) : value_(std::move(value)) {}
    std::string value_;
};

using EntryId = StrongId<struct EntryTag>;
using MemberId = StrongId<struct MemberTag>;
using GroupId = StrongId<struct GroupTag>;
using UnitId = StrongId<struct UnitTag>;
using ChannelId = StrongId<struct ChannelTag>;  ///< "email" or the name of a webhook

}  // namespace nhaclich

template <class Tag>
struct std::hash<nhaclich::StrongId<Tag>> {
    std::size_t operator()(const nhaclich::StrongId<Tag>& id) const noexcept {
        return std::hash<std::string>{}(id.str());
    }
};
