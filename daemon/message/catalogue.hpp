// All words the program says to people, by language: from config/words/LANGUAGE.toml.
// In: a message id and arguments. Out: a sentence with the arguments in place.
#pragma once

#include "base/error.hpp"
#include "plan/words.hpp"

#include <map>
#include <string>
#include <string_view>

namespace nhaclich::message {

/// [key] text = "…{arg}…", remedy = "…", explanation = "…" (the last two may be missing).
struct Words {
    std::string text;
    std::string remedy;
    std::string explanation;
};

class Catalogue {
  public:
    /// The built-in words of a language; a fault in them is a bug and throws std::logic_error.
    static const Catalogue& builtin(plan::Language language);
    /// TOML text; "catalogue.syntax".
    static Result<Catalogue> parse(std::string_view toml);

    /// A key the catalogue lacks gives the key itself in «» so that it is seen. Unknown {names} stay.
    std::string text(std::string_view key, const Args& args = {}) const;
    std::string text(MessageId id, const Args& args = {}) const { return text(id.key, args); }
    /// "what, and what to write instead": text and remedy of an error, with its arguments.
    std::string sentence(const Error& error) const;
    /// "file:line:column: sentence" when the error has a place.
    std::string located(const Error& error) const;
    const std::map<std::string, Words, std::less<>>& all() const { return words_; }

    /// "thứ Tư, ngày 25/11/2026" / "Wednesday, 25 November 2026".
    std::string day(Day day) const;
    /// "24/11" / "24 November".
    std::string short_day(Day day) const;

  private:
    std::map<std::string, Words, std::less<>> words_;
};

}  // namespace nhaclich::message
