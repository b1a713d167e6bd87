#include "board/board.hpp"
#include "http/pages/changes.hpp"
#include "http/pages/home.hpp"
#include "http/site.hpp"
#include "store/revisions.hpp"

namespace nhaclich::http {

namespace {

Content home(const board::Board& board, const std::string& base_url, Instant now,
             plan::Language language) {
    const auto& settings = board.configuration().settings;
    const Day today = board.zone().day_of(now);
    constexpr std::chrono::days a_year{366};
    const HomeInput input{settings.board.name,
                          settings.feed.name.empty() ? settings.board.name : settings.feed.name,
                          board.configuration().plan.title,
                          base_url,
                          board.occurrences({today, today + a_year}),
                          {language, board.working_days(), board.zone(), now}};
    Content page;
    page.type = "text/html; charset=utf-8";
    page.octets = home_page(input);
    page.fields = page_fields();
    page.fields.emplace_back("Content-Language", plan::code(language));
    return page;
}

Content changes(const board::Board& board, const std::string& base_url, const std::string& address,
                plan::Language language) {
    const auto& settings = board.configuration().settings;
    const auto& name = settings.feed.name.empty() ? settings.board.name : settings.feed.name;
    const ChangesInput input{
        name.in(language).str(),
        settings.board.domain,
        base_url,
        address,
        language == settings.board.language ? "" : "?lang=" + std::string(plan::code(language)),
        board.revisions(),
        {language, board.working_days(), board.zone(), Instant{}}};
    Content feed;
    feed.type = "application/atom+xml; charset=utf-8";
    feed.octets = changes_feed(input);
    feed.fields = {{"X-Robots-Tag", "noindex"}};
    return feed;
}

}  // namespace

std::shared_ptr<const Site> make_site(const std::shared_ptr<const board::Board>& board,
                                      const store::FeedStamp& stamp, const std::string& base_url,
                                      Instant now, const std::function<void()>& on_handing_out) {
    auto contents = fixed_contents();
    const auto add_stamped = [&](const std::string& path, Content content) {
        content.on_handing_out = on_handing_out;
        contents.emplace(path, std::move(content));
    };
    auto feed = feed_content(board->feed(), stamp.last_modified);
    // RFC 9110 8.8.2.1: none that is still to come; after a clock ran ahead the tag is enough. On
    // purpose not for seconds: editions of one second are dated a second apart.
    constexpr std::chrono::seconds tolerated{5};
    if (stamp.last_modified > now + tolerated) feed.last_modified.reset();
    feed.in_demand = true;
    add_stamped(std::string(feed_path), std::move(feed));
    contents.emplace("/", home(*board, base_url, now, plan::Language::vi));
    contents.emplace("/en", home(*board, base_url, now, plan::Language::en));
    for (const auto language : {plan::Language::vi, plan::Language::en}) {
        const std::string address =
            language == plan::Language::vi ? "/changes.atom" : "/en/changes.atom";
        add_stamped(address, changes(*board, base_url, address, language));
    }
    return std::make_shared<const Site>(std::move(contents),
                                        std::make_shared<Shelf>(board, on_handing_out));
}

}  // namespace nhaclich::http
