// The one door through which foreign text becomes text of ours: UTF-8, NFC, nothing invisible.
// In: octets of a file, document or request. Out: Line or Prose that cannot break a header or a
// property.
#pragma once

#include "base/error.hpp"

#include <compare>
#include <span>
#include <string>
#include <string_view>

namespace nhaclich {

/// One line of visible text: valid UTF-8 in NFC, trimmed, no control, bidi or zero-width
/// characters, no noncharacters.
class Line {
  public:
    Line() = default;
    /// Invisible characters are dropped; invalid UTF-8 ("text.utf8"), a line break or another
    /// control character ("text.one-line"), or more than `max` characters ("text.too-long") is an
    /// error.
    static Result<Line> parse(std::string_view octets, std::size_t max = 300);
    const std::string& str() const { return value_; }
    bool empty() const { return value_.empty(); }
    friend auto operator<=>(const Line&, const Line&) = default;

  private:
    std::string value_;
};

/// Like Line, but "\n" may separate lines, and tabs become spaces.
class Prose {
  public:
    Prose() = default;
    static Result<Prose> parse(std::string_view octets, std::size_t max = 8000);
    const std::string& str() const { return value_; }
    bool empty() const { return value_.empty(); }
    friend auto operator<=>(const Prose&, const Prose&) = default;

  private:
    std::string value_;
};

/// The languages readers are written to.
enum class Language { vi, en };
std::string_view code(Language language);  ///< "vi" or "en"

/// A text in the languages of the board: Vietnamese always, English if given.
template <class T>
struct Localized {
    T vi;
    T en;  ///< empty = not translated: the Vietnamese text serves
    const T& in(Language language) const {
        return language == Language::en && !en.empty() ? en : vi;
    }
    bool empty() const { return vi.empty() && en.empty(); }
    friend auto operator<=>(const Localized&, const Localized&) = default;
};

/// In lower case by Unicode's rules, for comparing ("THỨ HAI" → "thứ hai"); not UTF-8: unchanged.
std::string lower_case(std::string_view text);

/// Letters without their marks, digits, and "-" for the rest, at most `max` characters: "Đợt thi
/// đua 20/11" is "dot-thi-dua-20-11"; "" for a text without a Latin letter or digit.
std::string slug(std::string_view text, std::size_t max);

/// The first letter as a capital one; not UTF-8: unchanged.
std::string capitalized(std::string_view text);

/// The candidate nearest to `word` by edit distance, or "" if none is near enough to be meant.
std::string nearest(std::string_view word, std::span<const std::string> candidates);

/// For logs: control, bidi, line separator and noncharacters escaped, so one event stays one line;
/// octets that are no UTF-8 become U+FFFD.
std::string escaped_for_log(std::string_view text);
/// The same, and no more than `most` characters of it; a hostile megabyte costs no more.
std::string escaped_for_log(std::string_view text, std::size_t most);

}  // namespace nhaclich
