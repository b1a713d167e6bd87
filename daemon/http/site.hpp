// What the server serves at this moment: ready answers by path, swapped whole at a reload.
// In: contents by path, or a Board and its feed stamp. Out: immutable resources.
#pragma once

#include "base/instant.hpp"
#include "http/desk.hpp"
#include "http/personal.hpp"
#include "http/routes.hpp"
#include "http/shelf.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace nhaclich::board {
class Board;
}
namespace nhaclich::store {
struct FeedStamp;
}

namespace nhaclich::http {

/// Answers the routes of what is ready and of what the shelf makes: no path ever names a file.
class Site {
  public:
    /// Throws std::logic_error for a path without a row in the table: nobody could ask for it.
    explicit Site(std::map<std::string, Content, std::less<>> contents,
                  std::shared_ptr<Shelf> shelf = nullptr);
    /// 404 where there is nothing, 400 for a query that a calendar does not understand. Nothing
    /// where it has to be made: then find().
    std::optional<Found> at_hand(const Route& route, const Request& request) const;
    /// One at a time. Both hold until it is found.
    boost::asio::awaitable<Found> find(const Route& route, const Request& request) const;

  private:
    bool is_chosen(const Route& route, const Request& request) const;

    std::map<std::string, std::shared_ptr<const Resource>, std::less<>> resources_;
    std::shared_ptr<Shelf> shelf_;  ///< what is made when asked for; nullptr = nothing
};

/// Path of the public feed.
inline constexpr std::string_view feed_path = "/calendar.ics";

/// Fields of an HTML page: nothing from elsewhere, no script, no frame, no referrer.
Fields page_fields();
/// The feed as phones want it: text/calendar, inline, revalidated at every poll.
Content feed_content(std::string octets, Instant last_modified);
/// robots.txt, style sheet and icon: the same for every board.
std::map<std::string, Content, std::less<>> fixed_contents();

/// The whole site of a board. `base_url` has no trailing "/": links on the pages start with it.
/// `on_handing_out` is called before a calendar or the list of changes is given to anybody.
std::shared_ptr<const Site> make_site(const std::shared_ptr<const board::Board>& board,
                                      const store::FeedStamp& stamp, const std::string& base_url,
                                      Instant now,
                                      const std::function<void()>& on_handing_out = {});

/// What /healthz tells: 200, or 503 when the service does not do its work.
struct Health {
    bool ok = true;
    std::string text = R"({"status":"ok"})";  ///< a JSON object
};

/// The holder the server asks at every request. One thread: that of the loop.
class Sites {
  public:
    explicit Sites(std::function<Health()> health, Desk desk = {}, PersonalFeeds personal = {})
        : health_(std::move(health)), desk_(std::move(desk)), personal_(std::move(personal)) {}
    /// Empty before the first use().
    std::shared_ptr<const Site> current() const { return current_; }
    void use(std::shared_ptr<const Site> site) { current_ = std::move(site); }
    Health health() const { return health_(); }
    /// May be empty.
    const Desk& desk() const { return desk_; }
    const PersonalFeeds& personal() const { return personal_; }

  private:
    std::shared_ptr<const Site> current_;
    std::function<Health()> health_;
    Desk desk_;
    PersonalFeeds personal_;
};

}  // namespace nhaclich::http
