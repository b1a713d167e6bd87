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

/// For tests, previews and simulation: `directory` "" keeps everything in memory. No thread, and
/// durable only beyond the death of the process.
Result<std::unique_ptr<Database>> open_for_simulation(const std::string& directory);

/// What was published from the directory, without a lock and while a daemon may be running; empty
/// if there is no database yet.
Result<std::vector<plan::Revision>> published_revisions(const std::string& directory);

/// The ledger as it stands, likewise: what has been told, and what people told the program.
struct Snapshot {
    reminder::Records records;
    reminder::Facts facts;
    std::optional<std::vector<reminder::Announced>> announced;
};
Result<Snapshot> snapshot(const std::string& directory);
Result<reminder::Told> told(const std::string& directory,
                            const std::vector<plan::OccurrenceId>& occurrences);

}  // namespace nhaclich::store
