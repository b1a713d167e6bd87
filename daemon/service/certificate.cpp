#include "service/certificate.hpp"

namespace nhaclich::service {

Result<std::shared_ptr<const http::Tls>> tls_of(const config::HttpSettings& settings) {
    if (!settings.tls) return std::shared_ptr<const http::Tls>();
    auto loaded = http::Tls::load(settings.tls->certificate, settings.tls->key);
    if (!loaded) loaded.error().where = settings.tls->where;
    return loaded;
}

}  // namespace nhaclich::service
