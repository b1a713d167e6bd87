// The name of a delivery towards the world: the part of a Message-ID or webhook-id that never
// changes. In: the delivery's key, and how often its message was made anew. Out: 32 hex digits, the
// same on every attempt, restart and machine.
#pragma once

#include "reminder/delivery.hpp"

#include <string>

namespace nhaclich::channel {

std::string delivery_id(const reminder::DeliveryKey& key, int edition);

}  // namespace nhaclich::channel
