// Reads [[webhook]]: where it goes, what proves who we are, in which form, how answers read.
// In: a section.
// Out: WebhookSettings whose templates render and whose address and headers cannot break a request.
#pragma once

#include "config/values.hpp"

namespace nhaclich::config {

WebhookSettings read_webhook(Section& section, UniqueIds& ids);

}  // namespace nhaclich::config
