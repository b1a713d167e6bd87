// One engine behind all store interfaces: what the daemon opens once and keeps.
// In: opened by open.hpp. Out: every store interface at once.
#pragma once

#include "store/bounces.hpp"
#include "store/feeds.hpp"
#include "store/outbox_store.hpp"
#include "store/revisions.hpp"

namespace nhaclich::store {

class Database : public OutboxStore, public RevisionStore, public BounceStore, public FeedStore {};

}  // namespace nhaclich::store
