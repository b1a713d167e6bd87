#include "bounce/transfer_encoding.hpp"

#include "bounce/mail_fields.hpp"

#include <gmime/gmime-encodings.h>

namespace nhaclich::bounce {

std::string decoded(std::string_view octets, std::string_view encoding) {
    const auto word = lowered(encoding);
    if (word != "base64" && word != "quoted-printable") return std::string(octets);
    GMimeEncoding state;
    g_mime_encoding_init_decode(&state, word == "base64" ? GMIME_CONTENT_ENCODING_BASE64
                                                         : GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
    std::string text(g_mime_encoding_outlen(&state, octets.size()), '\0');
    text.resize(g_mime_encoding_step(&state, octets.data(), octets.size(), text.data()));
    return text;
}

}  // namespace nhaclich::bounce
