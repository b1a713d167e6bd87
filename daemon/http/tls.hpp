// A certificate and its key, ready for handshakes (TLS 1.2 and 1.3, HTTP/1.1 by ALPN).
// In: PEM files. Out: one side of a TLS connection over a socket.
#pragma once

#include "base/error.hpp"

#include <memory>
#include <openssl/types.h>
#include <string>

namespace nhaclich::http {

struct FreeSsl {
    void operator()(SSL* ssl) const noexcept;
};
struct FreeSslContext {
    void operator()(SSL_CTX* context) const noexcept;
};
using Ssl = std::unique_ptr<SSL, FreeSsl>;
using SslContext = std::unique_ptr<SSL_CTX, FreeSslContext>;

/// Immutable: a new certificate is a new object, and connections keep the one they began with.
class Tls {
  public:
    /// `certificate` holds the whole chain, the server's own first. "tls.certificate", "tls.key",
    /// "tls.key-differs", each with path and reason.
    static Result<std::shared_ptr<const Tls>> load(const std::string& certificate,
                                                   const std::string& key);
    explicit Tls(SslContext context) : context_(std::move(context)) {}
    /// The server's side over a socket that it does not own and that does not block.
    Ssl over(int socket) const;

  private:
    SslContext context_;
};

}  // namespace nhaclich::http
