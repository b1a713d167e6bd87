#include "board/load.hpp"

namespace nhaclich::board {

namespace {

tl::expected<message::Templates, std::vector<Error>> parsed(
    const config::Configuration& configuration) {
    std::vector<message::OwnTemplate> own;
    own.reserve(configuration.templates.size());
    for (const auto& file : configuration.templates)
        own.push_back({file.name, file.named, file.path, file.text});
    return message::Templates::parse(std::move(own));
}

}  // namespace

tl::expected<config::Configuration, std::vector<Error>> load(const std::string& settings_path,
                                                             const config::FileReader& read) {
    auto configuration = config::load(settings_path, read);
    if (!configuration) return configuration;
    const auto own = parsed(*configuration);
    if (!own) return tl::unexpected(own.error());
    auto faults = message::sample_faults(*own);
    if (!faults.empty()) return tl::unexpected(std::move(faults));
    return configuration;
}

message::Templates templates(const config::Configuration& configuration) {
    return parsed(configuration).value();
}

}  // namespace nhaclich::board
