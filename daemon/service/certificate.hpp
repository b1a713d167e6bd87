// The certificate that the settings name, read afresh.
// In: [http] tls. Out: what connections are opened with, or why not, where the settings name it.
#pragma once

#include "config/settings.hpp"
#include "http/tls.hpp"

namespace nhaclich::service {

/// nullptr without [http] tls. "tls.…", placed in the settings file.
Result<std::shared_ptr<const http::Tls>> tls_of(const config::HttpSettings& settings);

}  // namespace nhaclich::service
