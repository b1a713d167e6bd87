// Looks for mail that came back, in the folder of [mail.bounces], and writes down what it says.
// In: a Maildir or an mbox that other programs fill. Out: failed deliveries and suspended addresses
// in the store, lines of the log.
#pragma once

#include "clock/event.hpp"
#include "service/boards.hpp"
#include "service/mail_folder.hpp"
#include "service/store_troubles.hpp"
#include "store/bounces.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <functional>
#include <optional>
#include <set>
#include <string>

namespace nhaclich::service {

/// One thread. References outlive it.
class ReturnedMail {
  public:
    /// `failed` is called when deliveries have failed and want to be answered for.
    ReturnedMail(const boost::asio::any_io_executor& executor, Boards& boards,
                 store::BounceStore& store, Clock& clock, const Log& log, StoreTroubles& troubles,
                 std::function<void()> failed);
    /// Looks at once, whenever something arrives and every hour, until cancelled. Needs a current
    /// board.
    boost::asio::awaitable<void> run();
    /// Hears of arrivals (inotify(7)), until cancelled. Without it run() finds them hourly.
    boost::asio::awaitable<void> listen();
    /// The settings may name another folder. Latched.
    void changed() {
        starting_over_ = true;
        changed_.wake();
    }

  private:
    boost::asio::awaitable<Instant> look();
    boost::asio::awaitable<Instant> look_into_maildir(const config::Settings& settings);
    boost::asio::awaitable<Instant> look_into_mbox(const config::Settings& settings);
    /// Whether the mail is done with; a bounce that cannot be recorded now is not.
    boost::asio::awaitable<bool> take(const std::string& octets, const config::Settings& settings,
                                      bool& is_bounce);
    boost::asio::awaitable<std::optional<MboxCursor>> cursor_in(const std::string& path);
    bool concern(std::string_view events);
    void watch(const std::string& directory, const std::string& name);
    void report(const bounce::Bounce& bounce, const store::Returned& returned) const;
    /// The folder's trouble once, until it is another or over.
    void complain(const Error& error);
    /// A file that is passed over, once.
    void pass_over(const std::string& name, const Error& error);

    Boards& boards_;
    store::BounceStore& store_;
    Clock& clock_;
    const Log& log_;
    StoreTroubles& troubles_;
    std::function<void()> failed_;
    boost::asio::posix::stream_descriptor events_;
    int watch_ = -1;
    std::string watched_name_;  ///< the file of the directory that matters; "" = any
    Event changed_;
    bool starting_over_ = true;
    std::optional<Error> trouble_;
    std::set<std::string> passed_over_;
    std::optional<MboxCursor> cursor_;
    std::string cursor_path_;
};

}  // namespace nhaclich::service
