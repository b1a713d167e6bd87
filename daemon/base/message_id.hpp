// The key of a text in the message catalogues: code names what it wants to say, words live there.
// In: a literal such as "date.ambiguous"_msg. Out: the key, looked up in
// config/words/LANGUAGE.toml.
#pragma once

#include <compare>
#include <string_view>

namespace nhaclich {

/// Points at a string literal, so it is valid for the life of the program.
struct MessageId {
    std::string_view key;
    friend auto operator<=>(const MessageId&, const MessageId&) = default;
};

inline namespace literals {
/// The only way to make one: a test compares every such literal with every catalogue.
consteval MessageId operator""_msg(const char* text, std::size_t size) {
    return MessageId{std::string_view{text, size}};
}
}  // namespace literals

}  // namespace nhaclich
