#include "scenario/town.hpp"

#include "service/files.hpp"
#include "support/run.hpp"
#include "support/source_file.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <map>

namespace nhaclich::test {

namespace asio = boost::asio;

namespace {

const std::string settings = source_file("config/board/nhaclich.toml");

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts(1);
    for (const char c : text) {
        if (c == separator)
            parts.emplace_back();
        else
            parts.back() += c;
    }
    return parts;
}

DueWindow ever() { return {Instant{}, parse_iso_instant("2099-01-01T00:00:00Z").value()}; }

}  // namespace

Town::Town(const std::string& now)
    : clock_(loop_, parse_iso_instant(now).value()),
      store_(store::open_for_simulation("").value()),
      email_(std::make_shared<ScriptedChannel>(clock_)),
      log_(message::Catalogue::builtin(plan::Language::vi), service::Quiet::yes) {}

Town::~Town() {
    if (tasks_) stop();
}

void Town::start() {
    const auto load = [] { return config::load(settings, service::read_file); };
    const auto channels = [this](const config::Settings&) -> Result<outbox::Channels> {
        return outbox::Channels{{ChannelId::parse("email").value(), email_}};
    };
    daemon_ = std::make_unique<service::Daemon>(
        service::Seams{loop_.get_executor(), clock_, *store_, *store_, log_}, load, channels);
    daemon_->on_new_day([this] { new_days_.push_back(clock_.now()); });
    std::vector<Error> faults;
    bool started = false;
    asio::co_spawn(loop_, daemon_->start(),
                   [&](const std::exception_ptr& error, std::vector<Error> found) {
                       started = error == nullptr;
                       faults = std::move(found);
                   });
    clock_.settle();
    REQUIRE(started);
    REQUIRE(faults.empty());
    tasks_ = std::make_unique<TaskGroup>(
        loop_.get_executor(),
        [](const std::string& task, const std::string& what) { FAIL_CHECK(task << ": " << what); });
    daemon_->run_in(*tasks_);
    clock_.settle();
}

void Town::stop() {
    run_to_its_end(loop_, tasks_->stop(std::chrono::seconds{10}));
    tasks_.reset();
    daemon_.reset();
}

void Town::reload() {
    std::size_t faults = 1;
    asio::co_spawn(
        loop_, daemon_->reload(),
        [&](const std::exception_ptr&, const std::vector<Error>& found) { faults = found.size(); });
    clock_.settle();
    REQUIRE(faults == 0);
}

void Town::clock_to(const std::string& instant) {
    REQUIRE(tasks_ == nullptr);
    clock_.set(parse_iso_instant(instant).value());
}

std::vector<Sent> Town::sent() const {
    const auto zone = calendar::Zone::find("Asia/Ho_Chi_Minh").value();
    std::map<std::pair<std::string, Instant>, std::string> subjects;
    for (const auto& transfer : email_->transfers)
        subjects[{split(transfer.message_id, '/').at(3), transfer.at}] =
            split(transfer.octets, '\n').at(0);
    auto rows = run(store_->ledger(ever())).value();
    std::ranges::stable_sort(rows, {}, [](const auto& row) { return row.ledger.changed; });
    std::vector<Sent> result;
    for (const auto& row : rows) {
        if (row.ledger.state != reminder::State::sent) continue;
        const auto& key = row.ledger.delivery.key;
        const auto local = zone.local(row.ledger.changed);
        const std::chrono::hh_mm_ss time{local.since_midnight};
        result.push_back({fmt::format("{} {:02}:{:02}", iso(local.day), time.hours().count(),
                                      time.minutes().count()),
                          key.occurrence.entry.str(), key.rule, key.member.str(),
                          subjects[{key.member.str(), row.ledger.changed}]});
    }
    return result;
}

std::set<std::string> Town::doubled() const {
    std::map<std::string, int> copies;
    std::set<std::string> result;
    for (const auto& transfer : email_->transfers)
        if (++copies[transfer.message_id] > 1) result.insert(transfer.message_id);
    return result;
}

std::set<std::string> Town::missed() {
    const auto rows = run(store_->ledger(ever())).value();
    std::set<std::string> result;
    for (const auto& row : rows)
        if (row.ledger.state == reminder::State::missed)
            result.insert(row.ledger.delivery.key.occurrence.entry.str());
    return result;
}

std::size_t Town::members(const std::string& group) const {
    const auto& people = daemon_->boards().current().board->configuration().people;
    return people.members_of({GroupId::parse(group).value()}).size();
}

}  // namespace nhaclich::test
