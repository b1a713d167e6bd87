#include "config/load.hpp"

#include "config/faults.hpp"
#include "config/holidays_file.hpp"
#include "config/members_file.hpp"
#include "config/plan_file.hpp"
#include "config/plan_years.hpp"
#include "config/references.hpp"
#include "config/section.hpp"
#include "config/settings_file.hpp"
#include "embedded/embedded.hpp"

#include <algorithm>
#include <filesystem>

namespace nhaclich::config {

namespace {

/// Many times a large board's plan; beyond it somebody named the wrong file.
constexpr std::size_t largest_file = 4U << 20U;

std::string beside(const std::string& settings_path, const std::string& name) {
    namespace fs = std::filesystem;
    return (fs::path(settings_path).parent_path() / name).lexically_normal().string();
}

/// One run of load: what all files add to.
struct Loading {
    const FileReader& read;
    Faults faults;
    References references;
    Places places;
    Instant edited_at{};
    std::vector<std::string> files;

    /// A fault in getting at the file is told at `named`, where the settings name it.
    std::optional<std::string> text(const std::string& path, const Where& named) {
        auto file = read(path);
        if (!file) {
            auto error = std::move(file.error());
            error.where = named;
            faults.add(std::move(error));
            return std::nullopt;
        }
        files.push_back(path);
        edited_at = std::max(edited_at, file->modified);
        if (file->text.size() > largest_file) {
            faults.add({"config.file-too-large"_msg,
                        {{"path", path}, {"highest", std::to_string(largest_file >> 20U)}},
                        named});
            return std::nullopt;
        }
        return std::move(file->text);
    }

    std::optional<Document> open(const std::string& path, const Where& named) {
        const auto content = text(path, named);
        return content ? Document::parse(*content, path, faults) : std::nullopt;
    }

    std::optional<Document> open_beside(const std::string& settings_path,
                                        const std::optional<Written>& name) {
        if (!name) return std::nullopt;
        return open(beside(settings_path, name->text), name->where);
    }
};

calendar::Holidays listed_in(const Document& document, const calendar::StatutoryNames& usual_names,
                             Faults& faults) {
    calendar::Holidays holidays;
    document.read([&](Section& top) { holidays = read_holidays(top, usual_names); }, faults);
    return holidays;
}

const calendar::Holidays& listed_builtin() {
    static const auto listed = [] {
        Faults none;
        const auto document =
            Document::parse(embedded::text("holidays.toml"), "holidays.toml", none);
        return listed_in(document.value(), {}, none);
    }();
    return listed;
}

/// The years any plan can lie in, and one more that a due day may be moved into.
void add_reckoned_years(calendar::Holidays& holidays) {
    constexpr int last_year = 2101;
    for (int year = calendar::first_statutory_year; year <= last_year; ++year)
        calendar::add_statutory(holidays, year);
}

/// Plan, members and holidays into `configuration`, whatever of them can be read.
void read_others(const std::string& settings_path, const FileNames& names, Loading& loading,
                 Configuration& configuration) {
    const auto members = loading.open_beside(settings_path, names.members);
    const auto read_people = [&](Section& top) {
        configuration.people = read_members(top, configuration.settings.board.language,
                                            loading.references, loading.places);
    };
    if (members) members->read(read_people, loading.faults);

    std::vector<PlanOfYear> plans;
    for (const auto& name : names.plans)
        if (const auto file = loading.open(beside(settings_path, name.text), name.where))
            file->read(
                [&](Section& top) {
                    PlanOfYear year{{}, {}, name.where};
                    year.plan = read_plan(top, loading.references, year.places);
                    plans.push_back(std::move(year));
                },
                loading.faults);
    configuration.places = std::move(loading.places);
    merge(std::move(plans), configuration, loading.faults);

    const auto holidays = loading.open_beside(settings_path, names.holidays);
    configuration.holidays = listed_builtin();
    if (holidays)
        configuration.holidays =
            listed_in(*holidays, configuration.holidays.statute->names, loading.faults);
    add_reckoned_years(configuration.holidays);

    for (const auto& [name, file] : names.templates) {
        const auto path = beside(settings_path, file.text);
        if (auto text = loading.text(path, file.where))
            configuration.templates.push_back({name, file.where, path, std::move(*text)});
    }

    // Without the members file every name would seem unknown.
    if (members)
        loading.references.check(configuration.people, configuration.settings.webhooks,
                                 loading.faults);
}

void fill_audience(Configuration& configuration) {
    auto& audience = configuration.settings.board.audience;
    if (!audience.empty()) return;
    for (const auto& group : configuration.people.groups) audience.push_back(group.id);
}

}  // namespace

tl::expected<Configuration, std::vector<Error>> load(const std::string& settings_path,
                                                     const FileReader& read) {
    Loading loading{read, {}, {}, {}, {}, {}};
    std::optional<SettingsFile> settings;
    if (const auto document = loading.open(settings_path, Where{settings_path, 0, 0}))
        document->read([&](Section& top) { settings = read_settings(top, loading.references); },
                       loading.faults);
    if (!settings) return tl::unexpected(loading.faults.sorted());

    if (auto& tls = settings->settings.http.tls) {
        tls->certificate = beside(settings_path, tls->certificate);
        tls->key = beside(settings_path, tls->key);
    }
    Configuration configuration{.settings = std::move(settings->settings),
                                .plan = {},
                                .people = {},
                                .holidays = {},
                                .templates = {},
                                .places = {},
                                .edited_at = {},
                                .files = {}};
    read_others(settings_path, settings->files, loading, configuration);
    if (!loading.faults.empty()) return tl::unexpected(loading.faults.sorted());
    fill_audience(configuration);
    configuration.edited_at = loading.edited_at;
    configuration.files = std::move(loading.files);
    return configuration;
}

calendar::Holidays builtin_holidays() {
    auto holidays = listed_builtin();
    add_reckoned_years(holidays);
    return holidays;
}

}  // namespace nhaclich::config
