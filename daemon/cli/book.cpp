#include "cli/book.hpp"

#include "cli/output.hpp"
#include "service/poke.hpp"
#include "service/state.hpp"

#include <array>
#include <pwd.h>
#include <unistd.h>

namespace nhaclich::cli {

std::optional<Book> opened_book(const config::Configuration& configuration,
                                const std::string& given_state, const Common& common,
                                Exit& status) {
    Book book{service::state_directory(given_state, configuration.settings), nullptr};
    auto opened = store::open_record_book(book.state);
    if (!opened) {
        print_error(common.words().sentence(opened.error()));
        status = Exit::could_not_run;
        return std::nullopt;
    }
    book.records = std::move(*opened);
    return book;
}

Exit written(const Result<void>& result, const Book& book, const std::string& done,
             const Common& common) {
    if (!result) {
        print_error(common.words().sentence(result.error()));
        return Exit::could_not_run;
    }
    tell_daemon(book.state, common);
    if (!common.json) print_line(done);
    return Exit::ok;
}

void tell_daemon(const std::string& state, const Common& common) {
    if (const auto told = service::poke(state); !told)
        print_error(common.words().sentence(told.error()));
}

std::string typist() {
    constexpr std::size_t enough = 4096;
    std::array<char, enough> buffer{};
    passwd entry{};
    passwd* found = nullptr;
    const bool known =
        ::getpwuid_r(::getuid(), &entry, buffer.data(), buffer.size(), &found) == 0 &&
        found != nullptr;
    return known ? std::string("cli ") + found->pw_name : std::string("cli");
}

}  // namespace nhaclich::cli
