// All words the program says to people, by language: every file of config/words/LANGUAGE/.
// In: a message id and arguments, or days and hours. Out: a sentence with the arguments in place.
#pragma once

#include "base/error.hpp"
#include "base/instant.hpp"
#include "calendar/zone.hpp"
#include "plan/words.hpp"

#include <map>
#include <string>
#include <string_view>

namespace nhaclich::message {

/// ["room.key"] text = "…{arg}…", remedy = "…", explanation = "…" (the last two may be missing).
struct Words {
    std::string text;
    std::string remedy;
    std::string explanation;
};

/// What is counted, each in its own grammar: "1 ngày", "8 ngày làm việc", "2 hours".
enum class Unit { day, working_day, hour, minute, reporting_unit, matter };

/// Immutable: any thread may read one.
class Catalogue {
  public:
    /// The built-in words of a language, all its files as one catalogue; a fault in them, or one
    /// key in two files, is a bug and throws std::logic_error.
    static const Catalogue& builtin(plan::Language language);
    /// TOML text: "catalogue.syntax", "catalogue.entry", with the place.
    static Result<Catalogue> parse(std::string_view toml, const std::string& file = {});

    /// A key the catalogue lacks gives the key itself in «» so that it is seen. Unknown {names}
    /// stay; what an argument brings in is never read as a placeholder again.
    std::string text(std::string_view key, const Args& args = {}) const;
    std::string text(MessageId id, const Args& args = {}) const { return text(id.key, args); }
    /// "what, and what to write instead": text and remedy of an error, with its arguments. A text
    /// that is a whole sentence is followed by the remedy as another one, else by ": remedy".
    std::string sentence(const Error& error) const;
    /// "file:line:column: sentence" when the error has a place.
    std::string located(const Error& error) const;
    const std::map<std::string, Words, std::less<>>& all() const { return words_; }

    /// "thứ Tư, ngày 25/11/2026" / "Wednesday, 25 November 2026".
    std::string day(Day day) const;
    /// "25/11/2026" / "25 November 2026".
    std::string full_day(Day day) const;
    /// "25/11" / "25 November".
    std::string short_day(Day day) const;
    /// "thứ Tư" / "Wednesday".
    std::string weekday(Day day) const;
    /// "tháng 11" / "November".
    std::string month(Day day) const;
    /// From its first to its last day: "từ 15/11 đến hết 15/12/2026" / "from 15 November to
    /// 15 December 2026"; a single day as `day`. The range is not empty.
    std::string span(const DayRange& days) const;
    /// "1 ngày", "3 working days".
    std::string count(int number, Unit unit) const;
    /// "45 phút", "2 giờ 30 phút", "2 ngày"; not negative.
    std::string duration(std::chrono::minutes length) const;
    /// Where `day` lies, seen from `today`: "hôm nay", "ngày mai", "còn 10 ngày", "2 ngày trước".
    std::string distance(Day day, Day today) const;

  private:
    std::map<std::string, Words, std::less<>> words_;
};

/// The wall clock of the zone: "08:00".
std::string clock_time(Instant instant, const calendar::Zone& zone);

/// The first letter in upper case, if it is an ASCII one: a phrase that opens a line.
std::string capitalised(std::string text);

}  // namespace nhaclich::message
