// Requests over HTTP while the n-th call to the store fails, for n = 1, 2, … until none does.
#include "http/server.hpp"
#include "http/site.hpp"
#include "scenario/sim_daemon.hpp"
#include "service/desk.hpp"
#include "service/feed_tokens.hpp"
#include "service/member_feeds.hpp"
#include "store/feeds.hpp"
#include "store/open.hpp"
#include "support/a_large_board.hpp"
#include "support/a_plan.hpp"
#include "support/failing_store.hpp"
#include "support/run.hpp"
#include "support/temporary_directory.hpp"
#include "support/virtual_clock.hpp"

#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::test;
namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

const Instant morning = parse_iso_instant("2026-03-02T01:00:00Z").value();
const MemberId reader = member("an");
const std::string token(43, 'T');

struct Message {
    unsigned status = 0;
    std::string head;  ///< with its empty line
    std::string body;
};

/// "" if there is no such field.
std::string field_of(const Message& message, const std::string& name) {
    const auto at = message.head.find("\r\n" + name + ": ");
    if (at == std::string::npos) return {};
    const auto start = at + name.size() + 4;
    return message.head.substr(start, message.head.find("\r\n", start) - start);
}

/// The part of the daemon that answers, over a store that fails when told to.
class Office {
  public:
    Office() {
        boards_.on_change([this](const service::Edition& edition) {
            sites_.use(http::make_site(edition.board, edition.stamp, "https://lich.example.org",
                                       clock_.now(), [this] { boards_.hand_out(); }));
            feeds_.changed();
        });
        run_to_its_end(loop_, start());
        const store::MemberFeed feed{0, reader, line("Điện thoại"), {}, morning, {}, {}, {}};
        const auto book = store::open_feed_book(directory_.path()).value();
        REQUIRE(book->add(feed, service::digest_of(token), "test").value());
        tasks_.spawn("feed-notes", feeds_.keep_notes());
        tasks_.spawn("http", server_.run());
    }
    Office(const Office&) = delete;
    Office& operator=(const Office&) = delete;
    ~Office() { run_to_its_end(loop_, tasks_.stop(std::chrono::seconds{10})); }

    std::string page() const { return "/u/" + links_.token(reader, morning); }
    FailingStore& store() { return store_; }
    bool stopped() {
        bool is = false;
        run_to_its_end(loop_, look_into_the_store(is));
        return is;
    }
    std::size_t sessions_that_threw() const { return faults_.size(); }

    /// The same so many times over one connection.
    std::vector<Message> asked(const std::string& request, std::size_t times) {
        std::vector<Message> answers(times);
        bool ended = false;
        std::exception_ptr failure;
        asio::co_spawn(loop_, ask(request, answers), [&](const std::exception_ptr& error) {
            failure = error;
            ended = true;
        });
        // The server's own limits end sooner whatever is not lost.
        const auto hangs = std::chrono::steady_clock::now() + std::chrono::minutes{2};
        while (!ended && std::chrono::steady_clock::now() < hangs) loop_.run_one();
        REQUIRE(ended);
        if (failure) std::rethrow_exception(failure);
        return answers;
    }

  private:
    asio::awaitable<void> start() {
        const auto faults = co_await boards_.reload();
        REQUIRE(faults.empty());
    }

    asio::awaitable<void> look_into_the_store(bool& stopped) {
        const auto records = co_await store_.records();
        stopped = (*records)->of(reader).stopped;
    }

    asio::awaitable<void> ask(const std::string& request, std::vector<Message>& answers) {
        tcp::socket socket(loop_);
        const tcp::endpoint place(asio::ip::address_v4::loopback(), server_.port());
        co_await socket.async_connect(place, asio::use_awaitable);
        std::string came;
        for (auto& answer : answers) {
            co_await asio::async_write(socket, asio::buffer(request), asio::use_awaitable);
            answer = co_await message(socket, came);
        }
        CHECK(came.empty());
    }

    static asio::awaitable<Message> message(tcp::socket& socket, std::string& came) {
        auto buffer = asio::dynamic_buffer(came);
        Message message;
        const auto head =
            co_await asio::async_read_until(socket, buffer, "\r\n\r\n", asio::use_awaitable);
        message.head = came.substr(0, head);
        buffer.consume(head);
        REQUIRE(message.head.starts_with("HTTP/1.1 "));
        message.status = static_cast<unsigned>(std::stoul(message.head.substr(9, 3)));
        const std::size_t size = std::stoul(field_of(message, "Content-Length"));
        if (came.size() < size) {
            const auto rest = asio::transfer_exactly(size - came.size());
            co_await asio::async_read(socket, buffer, rest, asio::use_awaitable);
        }
        message.body = came.substr(0, size);
        buffer.consume(size);
        co_return message;
    }

    http::Surroundings surroundings() {
        return {sites_, clock_, {}, [this](const std::string&, const std::string& what) {
                    faults_.push_back(what);
                }};
    }

    config::Files files_ = a_large_board(20);
    asio::io_context loop_;
    VirtualClock clock_{loop_, morning};
    service::Log log_{message::Catalogue::builtin(plan::Language::vi), service::Quiet::yes};
    TemporaryDirectory directory_;
    std::unique_ptr<store::Database> database_ =
        store::open_for_simulation(begun_in(directory_.path())).value();
    FailingStore store_{*database_};
    service::Links links_{Secret("key")};
    service::Boards boards_{
        [this] { return config::load("nhaclich.toml", config::reader(files_)); }, store_, store_,
        clock_};
    service::StoreTroubles troubles_{log_, clock_};
    service::MemberFeeds feeds_{{boards_, store_, store_, clock_, log_, troubles_}};
    service::Desk desk_{boards_, store_, clock_, links_, [this] { feeds_.changed(); }};
    std::vector<std::string> faults_;
    http::Sites sites_{[] { return http::Health{}; },
                       [this](const http::Visit& visit) { return desk_.receive(visit); },
                       {[this](const http::Request& request) { return feeds_.at_hand(request); },
                        [this](const http::Request& request) { return feeds_.find(request); }}};
    http::Server server_{loop_.get_executor(), {"127.0.0.1"}, surroundings()};
    TaskGroup tasks_{loop_.get_executor(), [this](const std::string&, const std::string& what) {
                         faults_.push_back(what);
                     }};
};

struct Row {
    std::string method;
    std::string path;  ///< "" = the reader's page
    std::string form;
    unsigned status;
    int calls;  ///< of the store, the note of a use included
};

const std::array rows{
    Row{"GET", "/calendar.ics", "", 200, 0},
    Row{"GET", "/calendar/tieu-khu.ics?alarms=1", "", 200, 0},
    Row{"GET", "/calendar.json", "", 200, 0},
    Row{"GET", "/changes.atom", "", 200, 0},
    Row{"GET", "/nowhere", "", 404, 0},
    Row{"GET", "/m/" + token + "/calendar.ics", "", 200, 4},
    Row{"GET", "/m/nobody/calendar.ics", "", 404, 0},
    Row{"GET", "/m/" + std::string(43, 'N') + "/calendar.ics", "", 404, 1},
    Row{"GET", "", "", 200, 1},
    Row{"POST", "", "action=stop", 200, 2},
    Row{"POST", "", "List-Unsubscribe=One-Click", 200, 2},
    Row{"POST", "", "action=nothing", 200, 1},
    Row{"GET", "/u/nobody", "", 404, 0},
};

std::string request_of(const Row& row, const Office& office) {
    auto request = row.method + " " + (row.path.empty() ? office.page() : row.path) +
                   " HTTP/1.1\r\nHost: lich.example.org\r\n";
    if (row.method == "POST")
        request += "Content-Length: " + std::to_string(row.form.size()) + "\r\n";
    return request + "\r\n" + row.form;
}

void check(const Message& answer, const Row& row, const Message& usual) {
    CHECK((answer.status == row.status || answer.status == 503));
    CHECK_FALSE(field_of(answer, "Date").empty());
    CHECK_FALSE(answer.body.empty());
    if (answer.status == 503)
        CHECK_FALSE(field_of(answer, "Retry-After").empty());
    else
        CHECK(answer.body == usual.body);
}

/// What it answers when nothing fails; and that it stops the mails, if it does.
struct Usual {
    Message answer;
    bool stops = false;
};

Usual usual_of(const Row& row) {
    Office office;
    const auto answers = office.asked(request_of(row, office), 3);
    for (const auto& answer : answers) {
        CHECK(answer.status == row.status);
        CHECK(answer.body == answers.front().body);
    }
    return {answers.front(), office.stopped()};
}

/// Whether there was an n-th call to fail.
bool met(const Row& row, const Usual& usual, int nth, FailingStore::Effect effect) {
    Office office;
    const auto request = request_of(row, office);
    office.store().fail_at(nth, effect);
    const auto first = office.asked(request, 1).front();
    const bool failed = office.store().has_failed();
    check(first, row, usual.answer);
    CHECK((failed || first.status == row.status));
    // What was promised is written down.
    office.store().fail_at(0);
    if (first.status != 503) CHECK(office.stopped() == usual.stops);
    for (const auto& answer : office.asked(request, 2)) {
        CHECK(answer.status == row.status);
        CHECK(answer.body == usual.answer.body);
    }
    CHECK(office.stopped() == usual.stops);
    CHECK(office.sessions_that_threw() == 0);
    return failed;
}

}  // namespace

TEST_CASE("whichever call of a request fails, the answer is a whole one and the next as usual") {
    using Effect = FailingStore::Effect;
    for (const auto& row : rows) {
        CAPTURE(row.method, row.path, row.form);
        const auto usual = usual_of(row);
        for (const auto effect : {Effect::none, Effect::full}) {
            int nth = 1;
            while (met(row, usual, nth, effect)) ++nth;
            CHECK(nth - 1 == row.calls);
        }
    }
}
