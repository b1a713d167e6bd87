#include "store/open.hpp"

#include "store/sqlite/revision_rows.hpp"
#include "store/sqlite/sqlite_database.hpp"

#include <cerrno>
#include <filesystem>
#include <sys/stat.h>
#include <system_error>

namespace nhaclich::store {

namespace {

std::string database_path(const std::string& directory) { return directory + "/nhaclich.db"; }

Result<void> make_directory(const std::string& directory) {
    std::error_code error;
    std::filesystem::create_directories(std::filesystem::path(directory).parent_path(), error);
    if (::mkdir(directory.c_str(), S_IRWXU) == 0 || errno == EEXIST) return {};
    return fail("store.directory"_msg,
                {{"path", directory}, {"reason", std::system_category().message(errno)}});
}

}  // namespace

Result<std::unique_ptr<Database>> open(const std::string& directory) {
    if (const auto made = make_directory(directory); !made) return tl::unexpected(made.error());
    auto lock = sqlite::Lock::take(directory + "/nhaclich.lock");
    if (!lock) return tl::unexpected(lock.error());
    const auto path = database_path(directory);
    auto connection = sqlite::connect(path, sqlite::Access::write);
    if (!connection) return tl::unexpected(connection.error());
    return std::make_unique<sqlite::SqliteDatabase>(std::move(*lock), path, std::move(*connection));
}

Result<std::vector<plan::Revision>> published_revisions(const std::string& directory) {
    const auto path = database_path(directory);
    std::error_code error;
    if (!std::filesystem::exists(path, error)) return std::vector<plan::Revision>{};
    const auto connection = sqlite::connect(path, sqlite::Access::read);
    if (!connection) return tl::unexpected(connection.error());
    return sqlite::guard(path, [&] { return sqlite::revisions(**connection); })
        .and_then([](auto rows) { return rows; });
}

}  // namespace nhaclich::store
