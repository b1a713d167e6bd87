// An SQLite connection with our rules: whose file it is, which version, how durable, and errors as
// values.
#pragma once

#include "base/error.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <memory>
#include <string>

namespace nhaclich::store::sqlite {

enum class Access { write, read };

/// Ours ("nhcl" as application_id), sound, and brought to the newest schema if opened for writing.
Result<std::unique_ptr<SQLite::Database>> connect(const std::string& path, Access access);

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
