// A secret from a file, read at each use so that a changed password needs no restart.
// In: a path (a systemd credential or a file of the administrator's). Out: a Secret without its
// trailing newline.
#pragma once

#include "base/error.hpp"
#include "base/secret.hpp"

#include <string>

namespace nhaclich::channel {

/// "channel.secret-unreadable", "channel.secret-exposed" (any user of the machine may read or write
/// it), "channel.secret-empty", "channel.secret-too-long" (over 4096 octets).
Result<Secret> secret_from(const std::string& path);

}  // namespace nhaclich::channel
