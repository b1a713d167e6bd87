// An SQLite connection with our rules: whose file it is, which version, how durable, and errors as
// values.
#pragma once

#include "base/error.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <memory>
#include <string>

namespace nhaclich::store::sqlite {

/// The daemon owns the file: makes it and brings it to the newest schema. Beside it a command may
/// join in writing, or read; for either the file must be there, for joining and for reading what
/// older schemas lack of the newest one.
enum class Access { own, join, read_newest, read };

/// `process` survives the death of the process but not a power cut: for tests that write much.
enum class Durability { power_cut, process };

/// Ours ("nhcl" as application_id) and sound.
Result<std::unique_ptr<SQLite::Database>> connect(const std::string& path, Access access,
                                                  Durability durability = Durability::power_cut);
/// A database that is gone with its connection.
Result<std::unique_ptr<SQLite::Database>> connect_in_memory();

/// Runs `work`; an exception of SQLite becomes "store.failed" with the file's path.
template <class Work>
auto guard(const std::string& path, Work work) -> Result<decltype(work())> {
    try {
        if constexpr (std::is_void_v<decltype(work())>) {
            work();
            return {};
        } else {
            return work();
        }
    } catch (const SQLite::Exception& error) {
        return fail("store.failed"_msg, {{"path", path}, {"reason", error.what()}});
    }
}

}  // namespace nhaclich::store::sqlite
