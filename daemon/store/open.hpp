// The engine for a state directory.
// In: an absolute path. Out: a Database, or why there is none.
#pragma once

#include "store/database.hpp"

#include <memory>
#include <string>
#include <vector>

namespace nhaclich::store {

/// Opens "nhaclich.db" in the directory, which is made (mode 0700) if it is not there; a new
/// database sends no past. One daemon a database: "store.locked" while another runs. A file that is
/// not ours, is newer than this program or is damaged is refused by name ("store.foreign",
/// "store.newer", "store.damaged"), never replaced. "store.directory", "store.failed".
Result<std::unique_ptr<Database>> open(const std::string& directory);

/// What was published from the directory, without a lock and while a daemon may be running; empty
/// if there is no database yet.
Result<std::vector<plan::Revision>> published_revisions(const std::string& directory);

}  // namespace nhaclich::store
