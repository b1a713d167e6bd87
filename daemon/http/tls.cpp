#include "http/tls.hpp"

#include <array>
#include <new>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <string_view>
#include <system_error>

namespace nhaclich::http {

namespace {

/// Of HTTP/2 we speak nothing; who offers only that gets an alert (RFC 7301 3.2).
int choose_protocol(SSL* /*ssl*/, const unsigned char** chosen, unsigned char* size,
                    const unsigned char* offered, unsigned offered_size, void* /*own*/) {
    static constexpr std::array<unsigned char, 9> ours{8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
    for (unsigned at = 0; at < offered_size; at += offered[at] + 1U) {
        const std::basic_string_view<unsigned char> one(offered + at, offered[at] + 1U);
        if (one != std::basic_string_view<unsigned char>(ours.data(), ours.size())) continue;
        *chosen = offered + at + 1;
        *size = offered[at];
        return SSL_TLSEXT_ERR_OK;
    }
    return SSL_TLSEXT_ERR_ALERT_FATAL;
}

/// A daemon has nobody to ask for a password.
int no_password(char* /*buffer*/, int /*size*/, int /*writing*/, void* /*own*/) { return -1; }

/// The first of OpenSSL's errors tells what is wrong with the file, the others who noticed.
std::string reason() {
    const auto code = ERR_get_error();
    ERR_clear_error();
    if (ERR_SYSTEM_ERROR(code)) return std::generic_category().message(ERR_GET_REASON(code));
    const char* text = ERR_reason_error_string(code);
    return text == nullptr ? std::string("?") : std::string(text);
}

SslContext context() {
    SslContext made(SSL_CTX_new(TLS_server_method()));
    if (!made) throw std::bad_alloc();
    SSL_CTX* const context = made.get();
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    // An idle connection keeps no buffers, and what is left to write may lie elsewhere next time.
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                                  SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    // Tickets alone resume: nothing is kept here for clients that never come back.
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    static constexpr std::array<unsigned char, 8> id{'n', 'h', 'a', 'c', 'l', 'i', 'c', 'h'};
    SSL_CTX_set_session_id_context(context, id.data(), id.size());
    SSL_CTX_set_alpn_select_cb(context, &choose_protocol, nullptr);
    SSL_CTX_set_default_passwd_cb(context, &no_password);
    return made;
}

}  // namespace

void FreeSsl::operator()(SSL* ssl) const noexcept { SSL_free(ssl); }
void FreeSslContext::operator()(SSL_CTX* context) const noexcept { SSL_CTX_free(context); }

Result<std::shared_ptr<const Tls>> Tls::load(const std::string& certificate,
                                             const std::string& key) {
    ERR_clear_error();
    auto made = context();
    if (SSL_CTX_use_certificate_chain_file(made.get(), certificate.c_str()) != 1)
        return fail("tls.certificate"_msg, {{"path", certificate}, {"reason", reason()}});
    if (SSL_CTX_use_PrivateKey_file(made.get(), key.c_str(), SSL_FILETYPE_PEM) != 1) {
        const bool differs = ERR_GET_REASON(ERR_peek_last_error()) == X509_R_KEY_VALUES_MISMATCH;
        const auto why = reason();
        if (differs)
            return fail("tls.key-differs"_msg, {{"path", key}, {"certificate", certificate}});
        return fail("tls.key"_msg, {{"path", key}, {"reason", why}});
    }
    // A key of another kind than the certificate's is none of the errors above.
    if (SSL_CTX_check_private_key(made.get()) != 1)
        return fail("tls.key-differs"_msg, {{"path", key}, {"certificate", certificate}});
    return std::make_shared<const Tls>(std::move(made));
}

Ssl Tls::over(int socket) const {
    Ssl ssl(SSL_new(context_.get()));
    if (!ssl || SSL_set_fd(ssl.get(), socket) != 1) throw std::bad_alloc();
    SSL_set_accept_state(ssl.get());
    return ssl;
}

}  // namespace nhaclich::http
