#include "service/last_good.hpp"

#include "board/load.hpp"
#include "service/files.hpp"

#include <boost/json.hpp>
#include <filesystem>
#include <map>

namespace nhaclich::service {

namespace {

namespace json = boost::json;

/// All files in one, some of which may be as large as one can be.
constexpr std::size_t largest = std::size_t{64} << 20U;

using Files = std::map<std::string, config::FileText, std::less<>>;

std::string as_text(const std::string& settings_path, const Files& files) {
    json::array rows;
    for (const auto& [path, file] : files)
        rows.push_back(json::object{{"path", path},
                                    {"modified", file.modified.time_since_epoch().count()},
                                    {"text", file.text}});
    return json::serialize(json::object{{"settings", settings_path}, {"files", std::move(rows)}});
}

std::optional<Files::value_type> file_of(const json::value& row) {
    const auto* object = row.if_object();
    if (object == nullptr) return std::nullopt;
    const auto* path = object->if_contains("path");
    const auto* modified = object->if_contains("modified");
    const auto* text = object->if_contains("text");
    if (path == nullptr || !path->is_string() || modified == nullptr || !modified->is_int64() ||
        text == nullptr || !text->is_string())
        return std::nullopt;
    return Files::value_type{
        std::string(path->get_string()),
        {std::string(text->get_string()), Instant{std::chrono::seconds{modified->get_int64()}}}};
}

/// Nothing unless all of it is sound.
std::optional<Files> files_of(const std::string& text, const std::string& settings_path) {
    boost::system::error_code fault;
    const auto value = json::parse(text, fault);
    const auto* object = fault ? nullptr : value.if_object();
    if (object == nullptr) return std::nullopt;
    const auto* settings = object->if_contains("settings");
    const auto* rows = object->if_contains("files");
    if (settings == nullptr || *settings != json::string_view(settings_path) || rows == nullptr ||
        !rows->is_array())
        return std::nullopt;
    Files files;
    for (const auto& row : rows->get_array()) {
        auto file = file_of(row);
        if (!file) return std::nullopt;
        files.insert(std::move(*file));
    }
    return files;
}

}  // namespace

LastGood::LastGood(const std::string& settings_path, std::string state_directory)
    : settings_path_(std::filesystem::absolute(settings_path).lexically_normal()),
      state_directory_(std::move(state_directory)),
      path_(state_directory_ + "/last-good.json") {}

Loaded LastGood::load() {
    Files files;
    auto loaded = board::load(settings_path_, [&](const std::string& path) {
        auto file = read_file(path);
        if (file) files[path] = *file;
        return file;
    });
    if (loaded) read_ = as_text(settings_path_, files);
    return loaded;
}

std::error_code LastGood::keep() {
    if (read_.empty()) return {};
    const auto there = read_up_to(largest, path_);
    return there && there->text == read_ ? std::error_code{} : replace_file(path_, read_);
}

std::optional<config::Configuration> LastGood::kept(Given given) const {
    const auto there = read_up_to(largest, path_);
    const auto files = there ? files_of(there->text, settings_path_) : std::nullopt;
    if (!files) return std::nullopt;
    auto loaded =
        board::load(settings_path_, [&](const std::string& path) -> Result<config::FileText> {
            const auto found = files->find(path);
            if (found != files->end()) return found->second;
            return fail("file.unreadable"_msg, {{"path", path}, {"reason", ""}});
        });
    if (!loaded) return std::nullopt;
    // They may have had another state, whose ledger and addresses are not here.
    const auto& named = loaded->settings.state_directory;
    if (given == Given::no && !named.empty() && named != state_directory_) return std::nullopt;
    return std::move(*loaded);
}

}  // namespace nhaclich::service
