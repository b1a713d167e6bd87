// Errors as values: what went wrong as a catalogue key with named arguments, and where in which
// file. In: a message id, arguments, a place. Out: Error, and Result<T> that carries either a T or
// an Error.
#pragma once

#include "base/message_id.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace nhaclich {

/// A named value for the placeholder {name} of a catalogue text. A Secret cannot become one.
struct Arg {
    std::string name;
    std::string value;
    friend bool operator==(const Arg&, const Arg&) = default;
};
using Args = std::vector<Arg>;

/// A place in a file. Lines and columns count from 1, columns in characters; 0 = unknown.
struct Where {
    std::string file;
    int line = 0;
    int column = 0;
    friend auto operator<=>(const Where&, const Where&) = default;
};

struct Error {
    MessageId id;
    Args args;
    std::optional<Where> where;
    friend bool operator==(const Error&, const Error&) = default;
};

template <class T>
using Result = tl::expected<T, Error>;

/// `return fail("date.ambiguous"_msg, {{"text", written}});`
inline tl::unexpected<Error> fail(MessageId id, Args args = {}) {
    return tl::unexpected<Error>(Error{id, std::move(args), std::nullopt});
}

}  // namespace nhaclich
