#include "service/returned_mail.hpp"

#include "clock/sleep.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <sys/inotify.h>
#include <utility>

namespace nhaclich::service {

namespace asio = boost::asio;
using asio::awaitable;

namespace {

constexpr std::chrono::hours at_the_latest{1};
constexpr std::chrono::minutes while_absent{5};
constexpr std::chrono::minutes while_recording{1};
constexpr std::chrono::seconds while_locked{5};
constexpr std::chrono::hours idle{24 * 366};
constexpr std::size_t names_a_look = 100;
/// More files that cannot be read than this are the folder's trouble.
constexpr std::size_t passed_over_at_most = 1000;

bounce::Ours ours(const config::Settings& settings) {
    return {settings.board.domain, settings.mail.bounces->verp};
}

/// Other work of the loop comes between two mails.
awaitable<void> let_others_work() {
    const auto executor = co_await asio::this_coro::executor;
    co_await asio::post(executor, asio::use_awaitable);
}

}  // namespace

ReturnedMail::ReturnedMail(const asio::any_io_executor& executor, Boards& boards,
                           store::BounceStore& store, Clock& clock, const Log& log,
                           StoreTroubles& troubles, std::function<void()> failed)
    : boards_(boards),
      store_(store),
      clock_(clock),
      log_(log),
      troubles_(troubles),
      failed_(std::move(failed)),
      events_(executor) {
    const int events = ::inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (events >= 0) events_.assign(events);
}

awaitable<void> ReturnedMail::run() {
    co_await end_when_asked();
    while (true) {
        const Instant next = co_await look();
        co_await sleep_until_or(clock_, next, changed_);
    }
}

awaitable<void> ReturnedMail::listen() {
    co_await end_when_asked();
    if (!events_.is_open()) co_return;
    std::array<char, 4096> buffer{};
    while (true) {
        const auto space = asio::buffer(buffer);
        const auto size = co_await events_.async_read_some(space, asio::use_awaitable);
        if (concern({buffer.data(), size})) changed_.wake();
    }
}

/// Whether one of the events (inotify(7)) is about what is looked for.
bool ReturnedMail::concern(std::string_view events) {
    bool found = false;
    inotify_event event{};
    while (events.size() >= sizeof event) {
        std::memcpy(&event, events.data(), sizeof event);
        events.remove_prefix(sizeof event);
        const auto padded = events.substr(0, event.len);
        const auto name = padded.substr(0, padded.find('\0'));
        events.remove_prefix(padded.size());
        if (event.wd == watch_ && (event.mask & IN_IGNORED) != 0U) watch_ = -1;
        found = found || name.empty() || watched_name_.empty() || name == watched_name_;
    }
    return found;
}

/// Anew at every look: the name may stand for another directory by now. Where it stands for the
/// same one, the watch is the same too.
void ReturnedMail::watch(const std::string& directory, const std::string& name) {
    if (!events_.is_open()) return;
    watched_name_ = name;
    // A mail is linked or moved to where it belongs when it is complete; an mbox grows.
    const int watch = ::inotify_add_watch(
        events_.native_handle(), directory.c_str(),
        IN_CREATE | IN_MOVED_TO | IN_CLOSE_WRITE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR);
    if (watch_ >= 0 && watch != watch_) ::inotify_rm_watch(events_.native_handle(), watch_);
    watch_ = watch;
}

awaitable<Instant> ReturnedMail::look() {
    const auto board = boards_.current().board;
    const auto& settings = board->configuration().settings;
    if (std::exchange(starting_over_, false)) {
        passed_over_.clear();
        trouble_.reset();
    }
    if (!settings.mail.bounces) co_return clock_.now() + idle;
    if (!settings.mail.bounces->mbox.empty()) co_return co_await look_into_mbox(settings);
    co_return co_await look_into_maildir(settings);
}

void ReturnedMail::complain(const Error& error) {
    if (trouble_ == error) return;
    log_.write(Level::warning, error);
    trouble_ = error;
}

void ReturnedMail::pass_over(const std::string& name, const Error& error) {
    if (passed_over_.insert(name).second && error.id != "bounces.vanished"_msg)
        log_.write(Level::warning, error);
}

awaitable<Instant> ReturnedMail::look_into_maildir(const config::Settings& settings) {
    const MaildirFolder folder(settings.mail.bounces->maildir);
    watch(settings.mail.bounces->maildir + "/new", {});
    auto next = clock_.now() + at_the_latest;
    std::set<std::string> left = passed_over_;
    bool well = true;
    while (passed_over_.size() < passed_over_at_most) {
        const auto names = folder.arrived(left, names_a_look);
        if (!names) {
            complain(names.error());
            co_return clock_.now() + while_absent;
        }
        if (names->empty()) break;
        for (const auto& name : *names) {
            co_await let_others_work();
            left.insert(name);
            const auto octets = folder.read(name);
            if (!octets) {
                pass_over(name, octets.error());
                continue;
            }
            bool is_bounce = false;
            const bool done = co_await take(*octets, settings, is_bounce);
            if (!done) {
                next = clock_.now() + while_recording;
                continue;
            }
            const auto away = folder.put_away(name, is_bounce);
            if (away || away.error().id == "bounces.vanished"_msg) continue;
            complain(away.error());
            passed_over_.insert(name);
            well = false;
        }
    }
    if (well) trouble_.reset();
    co_return next;
}

awaitable<std::optional<MboxCursor>> ReturnedMail::cursor_in(const std::string& path) {
    if (cursor_ && cursor_path_ == path) co_return cursor_;
    const auto place = co_await store_.mbox_place(path);
    if (!place) {
        troubles_.note(place.error());
        co_return std::nullopt;
    }
    cursor_path_ = path;
    cursor_ = MboxCursor{place->value_or(store::MboxPlace{}), false};
    co_return cursor_;
}

awaitable<Instant> ReturnedMail::look_into_mbox(const config::Settings& settings) {
    const auto& path = settings.mail.bounces->mbox;
    const std::filesystem::path file(path);
    watch(file.parent_path(), file.filename());
    while (true) {
        co_await let_others_work();
        const auto from = co_await cursor_in(path);
        if (!from) co_return clock_.now() + while_recording;
        const auto step = mbox_step(path, *from);
        if (!step) {
            complain(step.error());
            co_return clock_.now() + while_absent;
        }
        trouble_.reset();
        if (step->what == MboxStep::Is::locked) co_return clock_.now() + while_locked;
        if (step->what == MboxStep::Is::mail) {
            bool is_bounce = false;
            const bool done = co_await take(step->octets, settings, is_bounce);
            if (!done) co_return clock_.now() + while_recording;
        }
        cursor_ = step->next;
        // In the middle of a mail, its beginning is where a restart goes on.
        if (!step->next.inside && step->next.place != from->place) {
            const auto kept = co_await store_.record_mbox_place(path, step->next.place);
            if (!kept) troubles_.note(kept.error());
        }
        if (step->what == MboxStep::Is::end) co_return clock_.now() + at_the_latest;
    }
}

awaitable<bool> ReturnedMail::take(const std::string& octets, const config::Settings& settings,
                                   bool& is_bounce) {
    const auto bounce = bounce::parse(octets, ours(settings));
    is_bounce = bounce.has_value();
    if (!bounce) co_return true;
    const int limit = settings.mail.bounces->suspend_after;
    const auto returned = co_await store_.record_bounce(*bounce, limit, clock_.now());
    if (!returned) {
        troubles_.note(returned.error());
        co_return false;
    }
    if (returned->effect == store::Effect::not_yet) co_return false;
    report(*bounce, *returned);
    if (returned->effect == store::Effect::failed || returned->effect == store::Effect::suspended)
        failed_();
    co_return true;
}

void ReturnedMail::report(const bounce::Bounce& bounce, const store::Returned& returned) const {
    if (!returned.member) return;
    const Args args{{"member", returned.member->str()},
                    {"address", returned.mailbox},
                    {"count", std::to_string(returned.in_a_row)},
                    {"answer", bounce.answer}};
    if (bounce.verdict == bounce::Verdict::delayed)
        log_.info("log.bounce-delayed"_msg, args);
    else
        log_.warning("log.bounce"_msg, args);
    if (returned.effect == store::Effect::suspended) log_.error("log.suspended"_msg, args);
}

}  // namespace nhaclich::service
