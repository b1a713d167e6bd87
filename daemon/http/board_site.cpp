#include "board/board.hpp"
#include "http/site.hpp"
#include "store/revisions.hpp"

namespace nhaclich::http {

std::shared_ptr<const Site> make_site(const board::Board& board, const store::FeedStamp& stamp,
                                      const std::string& base_url, Instant now) {
    static_cast<void>(base_url);
    static_cast<void>(now);
    auto contents = fixed_contents();
    contents.emplace(feed_path, feed_content(board.feed(), stamp.last_modified));
    return std::make_shared<const Site>(std::move(contents));
}

}  // namespace nhaclich::http
