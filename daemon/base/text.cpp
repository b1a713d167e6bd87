#include "base/text.hpp"

#include <algorithm>
#include <cstdint>
#include <fmt/format.h>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf.h>
#include <vector>

namespace nhaclich {

namespace {

/// Zero-width, bidi and other format characters carry no meaning here, and can hide or reorder
/// text. Emoji sequences lose their joiners and stay readable. Noncharacters are not for
/// interchange, and XML has no way to write some of them; dropped, what an older version stored
/// stays readable.
bool invisible(UChar32 c) {
    return U_IS_UNICODE_NONCHAR(c) || u_charType(c) == U_FORMAT_CHAR || c == 0x034F ||
           c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0;
}

bool line_break(UChar32 c) { return c == '\n' || c == 0x2028 || c == 0x2029 || c == 0x85; }

bool control(UChar32 c) { return u_charType(c) == U_CONTROL_CHAR || line_break(c); }

std::optional<icu::UnicodeString> decoded(std::string_view octets) {
    const icu::StringPiece piece(octets.data(), static_cast<std::int32_t>(octets.size()));
    auto text = icu::UnicodeString::fromUTF8(piece);
    // fromUTF8 puts U+FFFD for what is no UTF-8: only a faithful decoding comes back the same.
    std::string again;
    text.toUTF8String(again);
    if (again != octets) return std::nullopt;
    return text;
}

icu::UnicodeString composed(const icu::UnicodeString& text) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
    icu::UnicodeString result = nfc->normalize(text, status);
    if (U_FAILURE(status) != 0) throw std::runtime_error("ICU cannot normalise");
    return result;
}

enum class Breaks { refused, kept };

Result<std::string> visible(std::string_view octets, std::size_t max, Breaks breaks) {
    constexpr std::size_t octets_at_most = 1U << 20U;
    if (octets.size() > octets_at_most)
        return fail("text.too-long"_msg, {{"max", std::to_string(max)}});
    const auto text = decoded(octets);
    if (!text) return fail("text.utf8"_msg);
    icu::UnicodeString clean;
    for (std::int32_t at = 0; at < text->length(); at = text->moveIndex32(at, 1)) {
        const UChar32 c = text->char32At(at);
        if (invisible(c)) continue;
        if (breaks == Breaks::kept && c == '\r') continue;
        if (c == '\t') {
            clean.append(UChar32{' '});
        } else if (breaks == Breaks::kept && line_break(c)) {
            clean.append(UChar32{'\n'});
        } else if (control(c)) {
            return fail("text.one-line"_msg);
        } else {
            clean.append(c);
        }
    }
    clean = composed(clean).trim();
    if (static_cast<std::size_t>(clean.countChar32()) > max)
        return fail("text.too-long"_msg, {{"max", std::to_string(max)}});
    std::string result;
    clean.toUTF8String(result);
    return result;
}

}  // namespace

Result<Line> Line::parse(std::string_view octets, std::size_t max) {
    return visible(octets, max, Breaks::refused).map([](std::string text) {
        Line line;
        line.value_ = std::move(text);
        return line;
    });
}

Result<Prose> Prose::parse(std::string_view octets, std::size_t max) {
    return visible(octets, max, Breaks::kept).map([](std::string text) {
        Prose prose;
        prose.value_ = std::move(text);
        return prose;
    });
}

namespace {

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
        }
    }
    return row.back();
}

}  // namespace

std::string nearest(std::string_view word, std::span<const std::string> candidates) {
    constexpr std::size_t longest = 100;
    if (word.size() > longest) return {};
    std::size_t best = std::max<std::size_t>(2, word.size() / 3) + 1;
    std::string found;
    for (const auto& candidate : candidates) {
        const auto distance = edit_distance(word, candidate);
        if (distance < best) {
            best = distance;
            found = candidate;
        }
    }
    return found;
}

std::string escaped_for_log(std::string_view text) {
    const auto is_plain = [](char octet) { return octet >= ' ' && octet <= '~'; };
    if (std::ranges::all_of(text, is_plain)) return std::string(text);  // as servers' answers are
    const icu::StringPiece piece(text.data(), static_cast<std::int32_t>(text.size()));
    const auto decoded_text = icu::UnicodeString::fromUTF8(piece);
    std::string result;
    for (std::int32_t at = 0; at < decoded_text.length(); at = decoded_text.moveIndex32(at, 1)) {
        const UChar32 c = decoded_text.char32At(at);
        if (control(c) || invisible(c)) {
            result += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        } else {
            icu::UnicodeString(c).toUTF8String(result);
        }
    }
    return result;
}

std::string escaped_for_log(std::string_view text, std::size_t most) {
    constexpr std::size_t octets_a_character = 4;
    // Escaping may lengthen the text but never joins lines, so what is far beyond can go first.
    auto line = escaped_for_log(text.substr(0, octets_a_character * most));
    std::size_t characters = 0;
    for (std::size_t at = 0; at < line.size(); ++at) {
        const bool starts = (static_cast<unsigned char>(line[at]) & 0xC0U) != 0x80U;
        if (starts && ++characters > most) {
            line.resize(at);
            break;
        }
    }
    return line;
}

std::string lower_case(std::string_view text) {
    const auto letters = decoded(text);
    if (!letters) return std::string(text);
    std::string lower;
    icu::UnicodeString(*letters).toLower(icu::Locale::getRoot()).toUTF8String(lower);
    return lower;
}

std::string slug(std::string_view text, std::size_t max) {
    UErrorCode status = U_ZERO_ERROR;
    const auto letters = decoded(lower_case(text));
    if (!letters) return {};
    const auto* const normalizer = icu::Normalizer2::getNFDInstance(status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU has no NFD data");
    const auto parts = normalizer->normalize(*letters, status);
    std::string slug;
    constexpr UChar32 d_with_stroke = 0x0111;
    for (std::int32_t at = 0; at < parts.length(); at = parts.moveIndex32(at, 1)) {
        const auto c = parts.char32At(at);
        const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (plain || c == d_with_stroke)
            slug += plain ? static_cast<char>(c) : 'd';
        else if (u_charType(c) != U_NON_SPACING_MARK && !slug.empty() && slug.back() != '-')
            slug += '-';
    }
    if (slug.size() > max) {
        const auto word_end = slug.rfind('-', max);
        slug.resize(word_end == std::string::npos ? max : word_end);
    }
    while (slug.ends_with('-')) slug.pop_back();
    return slug;
}

std::string capitalized(std::string_view text) {
    const auto letters = decoded(text);
    if (!letters || letters->isEmpty()) return std::string(text);
    const auto first = letters->char32At(0);
    icu::UnicodeString changed(u_toupper(first));
    changed.append(*letters, U16_LENGTH(first), letters->length());
    std::string capital;
    changed.toUTF8String(capital);
    return capital;
}

std::string_view code(Language language) {
    switch (language) {
        case Language::vi:
            return "vi";
        case Language::en:
            return "en";
    }
    return {};
}

}  // namespace nhaclich
