#include "http/shelf.hpp"

#include "board/chosen_feed.hpp"
#include "http/feed_request.hpp"
#include "http/site.hpp"
#include "icalendar/jcal.hpp"

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

}  // namespace

std::shared_ptr<const Resource> Shelf::kept(const std::string& key,
                                            const std::function<Content()>& make) {
    if (auto known = kept_.find(key)) return known;
    auto content = make();
    content.on_handing_out = on_handing_out_;
    auto resource = std::make_shared<const Resource>(std::move(content));
    kept_.keep(key, resource);
    return resource;
}

namespace {

/// One calendar in one of its forms.
struct Form {
    std::string_view extension;
    Content (*content)(std::string octets);
};

Content as_jcal(std::string octets) {
    auto content = undated_feed(icalendar::jcal(octets));
    content.type = "application/calendar+json; charset=utf-8";
    content.fields.front().second = R"(inline; filename="calendar.json")";
    return content;
}

constexpr std::array forms{Form{".ics", &undated_feed}, Form{".json", &as_jcal}};

}  // namespace

Found Shelf::calendar(const Request& request) {
    const auto* form = std::ranges::find_if(
        forms, [&](const Form& one) { return request.path.ends_with(one.extension); });
    if (form == forms.end()) return tl::unexpected(404U);
    const auto& configuration = board_->configuration();
    const auto choice = feed_choice(request, form->extension, configuration.people,
                                    configuration.settings.board.language);
    if (!choice) return tl::unexpected(status_of(choice.error()));
    return kept(std::string(form->extension) + " " + key_of(*choice),
                [&] { return form->content(board::chosen_feed(*board_, *choice)); });
}

Found Shelf::event(const Request& request) {
    constexpr std::string_view folder = "/event/";
    constexpr std::string_view extension = ".ics";
    std::string_view name = request.path;
    if (!name.starts_with(folder) || !name.ends_with(extension)) return tl::unexpected(404U);
    name.remove_prefix(folder.size());
    name.remove_suffix(std::min(extension.size(), name.size()));
    const auto language = board_->configuration().settings.board.language;
    auto octets = board_->one_event(name, language);
    if (octets.empty()) return tl::unexpected(404U);
    return kept("event " + std::string(name), [&] {
        auto content = undated_feed(std::move(octets));
        content.fields.front().second = "attachment; filename=\"" + std::string(name) + ".ics\"";
        return content;
    });
}

}  // namespace nhaclich::http
