// The record book as verbs use it: opened by the command line, and the daemon told of what was
// written.
// In: --state and the settings. Out: a RecordBook, or a complaint on stderr.
#pragma once

#include "cli/inputs.hpp"
#include "store/record_book.hpp"

namespace nhaclich::cli {

struct Book {
    std::string state;
    std::unique_ptr<store::RecordBook> records;
};

/// Nothing and `status` set where there is none.
std::optional<Book> opened_book(const config::Configuration& configuration,
                                const std::string& given_state, const Common& common, Exit& status);

/// Tells the daemon, prints the words of `done`; or the error.
Exit written(const Result<void>& result, const Book& book, const std::string& done,
             const Common& common);

/// What was written takes effect at once. A warning if the daemon cannot be told.
void tell_daemon(const std::string& state, const Common& common);

/// Who types: the name of the user, for the history.
std::string typist();

}  // namespace nhaclich::cli
