#include "http/shelf.hpp"

#include "http/feed_request.hpp"
#include "http/site.hpp"
#include "http/unhurried.hpp"

#include <algorithm>
#include <array>

namespace nhaclich::http {

namespace {

/// A choice as text: two addresses of one calendar share it.
std::string key_of(const board::FeedChoice& choice) {
    std::string key = choice.group ? choice.group->str() : std::string{};
    for (const auto kind : choice.kinds) key += " " + std::string(plan::code(kind));
    return key + (choice.alarms ? " alarms " : " ") + std::string(plan::code(choice.language));
}

/// No date to ask by: who is concerned may change without a change of any event, and a feed that
/// says "not modified" wrongly freezes the phone that asked.
Content undated_feed(std::string octets) {
    auto content = feed_content(std::move(octets), Instant{});
    content.last_modified.reset();
    return content;
}

unsigned status_of(NoFeed why) { return why == NoFeed::wrong ? 400 : 404; }

Content undated_jcal(std::string octets) {
    auto content = undated_feed(std::move(octets));
    content.type = "application/calendar+json; charset=utf-8";
    content.fields.front().second = R"(inline; filename="calendar.json")";
    return content;
}

struct Extension {
    std::string_view text;
    board::Form form;
    Content (*content)(std::string octets);
};
constexpr std::array extensions{Extension{".ics", board::Form::icalendar, &undated_feed},
                                Extension{".json", board::Form::jcal, &undated_jcal}};

}  // namespace

struct Shelf::Wanted {
    const Extension* extension;
    board::FeedChoice choice;
    std::string key;
};

tl::expected<Shelf::Wanted, unsigned> Shelf::wanted(const Request& request) const {
    const auto* extension = std::ranges::find_if(
        extensions, [&](const Extension& one) { return request.path.ends_with(one.text); });
    if (extension == extensions.end()) return tl::unexpected(404U);
    const auto& configuration = board_->configuration();
    auto choice = feed_choice(request, extension->text, configuration.people,
                              configuration.settings.board.language);
    if (!choice) return tl::unexpected(status_of(choice.error()));
    auto key = std::string(extension->text) + " " + key_of(*choice);
    return Wanted{extension, std::move(*choice), std::move(key)};
}

std::shared_ptr<const Resource> Shelf::keep(const std::string& key, Content content) {
    content.on_handing_out = on_handing_out_;
    auto resource = std::make_shared<const Resource>(std::move(content));
    kept_.keep(key, resource);
    return resource;
}

std::optional<Found> Shelf::calendar_at_hand(const Request& request) {
    const auto wanted = this->wanted(request);
    if (!wanted) return tl::unexpected(wanted.error());
    if (auto known = kept_.find(wanted->key)) return known;
    return std::nullopt;
}

boost::asio::awaitable<Found> Shelf::calendar(const Request& request) {
    auto wanted = this->wanted(request);
    if (!wanted) co_return tl::unexpected(wanted.error());
    if (auto known = kept_.find(wanted->key)) co_return known;
    if (!feeds_) {
        feeds_.emplace(*board_);
        co_await others_turn();
    }
    auto making = feeds_->begin(wanted->choice, wanted->extension->form);
    co_await others_turn();
    while (making.go_on()) co_await others_turn();
    auto content = wanted->extension->content(std::move(making).octets());
    co_return keep(wanted->key, std::move(content));
}

Found Shelf::event(const Request& request) {
    constexpr std::string_view folder = "/event/";
    constexpr std::string_view extension = ".ics";
    std::string_view name = request.path;
    if (!name.starts_with(folder) || !name.ends_with(extension)) return tl::unexpected(404U);
    name.remove_prefix(folder.size());
    name.remove_suffix(std::min(extension.size(), name.size()));
    const auto language =
        event_language(request.query, board_->configuration().settings.board.language);
    if (!language) return tl::unexpected(status_of(language.error()));
    const auto key = "event " + std::string(plan::code(*language)) + " " + std::string(name);
    if (auto known = kept_.find(key)) return known;
    auto octets = board_->one_event(name, *language);
    if (octets.empty()) return tl::unexpected(404U);
    auto content = undated_feed(std::move(octets));
    content.fields.front().second = "attachment; filename=\"" + std::string(name) + ".ics\"";
    return keep(key, std::move(content));
}

}  // namespace nhaclich::http
