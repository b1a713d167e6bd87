#include "config/idn.hpp"

#include <algorithm>
#include <memory>
#include <unicode/bytestream.h>
#include <unicode/idna.h>

namespace nhaclich::config {

std::optional<std::string> ascii_domain(std::string_view domain) {
    const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    if (std::ranges::all_of(domain, is_ascii)) return std::string(domain);
    UErrorCode code = U_ZERO_ERROR;
    const std::unique_ptr<icu::IDNA> idna(
        icu::IDNA::createUTS46Instance(UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_USE_STD3_RULES |
                                           UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ,
                                       code));
    if (U_FAILURE(code) != 0) return std::nullopt;
    std::string ascii;
    icu::StringByteSink<std::string> sink(&ascii);
    icu::IDNAInfo info;
    const icu::StringPiece text(domain.data(), static_cast<int32_t>(domain.size()));
    idna->nameToASCII_UTF8(text, sink, info, code);
    if (U_FAILURE(code) != 0 || info.hasErrors() != 0) return std::nullopt;
    return ascii;
}

}  // namespace nhaclich::config
