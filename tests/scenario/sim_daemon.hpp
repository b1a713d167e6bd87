// What simulated daemons have in common: letters of no words, since whom and when is the question,
// and an empty database, since making one takes longer than a week of theirs.
#pragma once

#include "message/letter.hpp"
#include "store/open.hpp"
#include "support/temporary_directory.hpp"

#include <filesystem>
#include <string>

namespace nhaclich::test {

inline Result<message::Message> plain_letter(const message::LetterInput& input, Instant now) {
    message::Message message;
    message.text = iso(now) + std::to_string(input.items.size());
    return message;
}

/// The directory, with a database in it: made, and brought through all schemas, once for everyone.
inline const std::string& begun_in(const std::string& directory) {
    static const TemporaryDirectory made;
    const auto empty = made.path() + "/nhaclich.db";
    if (!std::filesystem::exists(empty))
        static_cast<void>(store::open_for_simulation(made.path()).value());
    std::filesystem::copy_file(empty, directory + "/nhaclich.db");
    return directory;
}

}  // namespace nhaclich::test
