// What returned mail does to rows and addresses, however the database is opened.
#include "store/open.hpp"
#include "store/record_book.hpp"
#include "support/a_delivery.hpp"
#include "support/run.hpp"
#include "support/temporary_directory.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::test;
using bounce::Verdict;
using reminder::State;
using store::Effect;
using store::Hold;

namespace {

constexpr auto start = "2026-11-24T01:00:00Z";

/// Mails of a member, one an hour.
class Post {
  public:
    /// The name of the next mail to `who`, sent to `address`; `rows` deliveries in it.
    std::string sent(const std::string& who = "lan", const std::string& address = "Lan@Example.org",
                     int rows = 1, State state = State::sent) {
        now_ += std::chrono::hours{1};
        const auto name = (std::string(31, '0') + static_cast<char>('a' + count_++));
        auto agenda = an_agenda({}, iso(now_));
        for (int row = 0; row < rows; ++row) {
            agenda.deliveries.push_back(a_delivery(who, iso(now_)));
            agenda.deliveries.back().key.rule = name + std::to_string(row);
        }
        if (!run(db_->record(agenda, now_))) throw std::runtime_error("record");
        const auto bundle = run(db_->due(email_, now_, 1, Hold::none, {})).value().at(0);
        const store::FrozenMessage message{"<" + name + "@x>", "To: L <" + address + ">\r\n\r\n",
                                           "", 0};
        if (!run(db_->claim({bundle.id, bundle.ids(), message}, now_)))
            throw std::runtime_error("claim");
        if (state == State::sending) return name;
        const store::Outcome outcome{state, now_, now_ + std::chrono::hours{9}, "250"};
        if (!run(db_->record_result(bundle.ids(), outcome))) throw std::runtime_error("result");
        return name;
    }

    store::Returned back(const std::string& name, Verdict verdict = Verdict::hard, int limit = 3) {
        const bounce::Bounce bounce{name, verdict, "5.1.1", "lan@example.org", "bounce: 5.1.1 no"};
        return run(db_->record_bounce(bounce, limit, now_ + std::chrono::minutes{1})).value();
    }

    std::vector<State> states() {
        std::vector<State> result;
        const auto rows = run(db_->ledger({at("2026-01-01T00:00:00Z"), now_})).value();
        for (const auto& row : rows) result.push_back(row.ledger.state);
        return result;
    }

    reminder::Facts facts() { return run(db_->facts()).value(); }
    reminder::Suspensions suspended() { return run(db_->records()).value()->suspended; }
    store::Database& db() { return *db_; }
    std::unique_ptr<store::RecordBook> book() {
        return store::open_record_book(directory_.path()).value();
    }
    Instant now() const { return now_; }

  private:
    TemporaryDirectory directory_;
    std::unique_ptr<store::Database> db_ = store::open(directory_.path()).value();
    ChannelId email_ = ChannelId::parse("email").value();
    Instant now_ = at(start);
    int count_ = 0;
};

}  // namespace

TEST_CASE("a mail that came back has failed with all it carried, and is answered for") {
    Post post;
    const auto name = post.sent("lan", "Lan@Example.org", 2);
    const auto returned = post.back(name, Verdict::soft);
    CHECK(returned.effect == Effect::failed);
    CHECK(returned.member->str() == "lan");
    CHECK(returned.mailbox == "lan@example.org");
    CHECK(post.states() == std::vector{State::failed, State::failed});
    CHECK(post.facts().failures.size() == 2);
    const auto rows = run(post.db().ledger({at("2026-01-01T00:00:00Z"), post.now()})).value();
    CHECK(rows[0].ledger.last_answer == "bounce: 5.1.1 no");
    CHECK(post.back(name, Verdict::soft).effect == Effect::none);
    CHECK(post.back(name, Verdict::hard).effect == Effect::none);
}

TEST_CASE("a delay is noted once and changes nothing, and the failure after it counts") {
    Post post;
    const auto name = post.sent();
    CHECK(post.back(name, Verdict::delayed).effect == Effect::noted);
    CHECK(post.back(name, Verdict::delayed).effect == Effect::none);
    CHECK(post.states() == std::vector{State::sent});
    CHECK(post.back(name, Verdict::hard).in_a_row == 1);
    CHECK(post.states() == std::vector{State::failed});
}

TEST_CASE("a bounce of what is under way, unknown, forgotten or due again changes nothing") {
    Post post;
    CHECK(post.back(std::string(32, 'f')).effect == Effect::none);
    CHECK(post.back(post.sent("lan", "a@b.org", 1, State::sending)).effect == Effect::not_yet);
    CHECK(post.back(post.sent("hoa", "a@b.org", 1, State::deferred)).effect == Effect::none);
    CHECK(post.states() == std::vector{State::sending, State::deferred});
    const auto old = post.sent("mai");
    CHECK(run(post.db().prune(at("2027-11-24T01:00:00Z"))).value() == 1);
    CHECK(post.back(old).effect == Effect::none);
    CHECK(post.book()->bounces()->empty());
}

TEST_CASE("so many hard bounces in a row suspend the address, in whatever order they come") {
    Post post;
    const auto first = post.sent();
    const auto second = post.sent();
    const auto third = post.sent();
    CHECK(post.back(third).in_a_row == 1);
    // The second counts as let through until its bounce comes.
    CHECK(post.back(first).in_a_row == 1);
    CHECK(post.suspended().empty());
    const auto last = post.back(second);
    CHECK(last.in_a_row == 3);
    CHECK(last.effect == Effect::suspended);
    REQUIRE(post.suspended().contains("lan@example.org"));
    CHECK(post.suspended().at("lan@example.org").answer == "bounce: 5.1.1 no");
    CHECK(post.facts().untold.size() == 1);
    // One more that was on its way is no second suspension.
    CHECK(post.back(post.sent()).effect == Effect::failed);
    CHECK(post.facts().untold.size() == 1);

    auto told = an_agenda({}, iso(post.now()));
    told.told = {post.facts().untold[0].suspension.row};
    REQUIRE(run(post.db().record(told, post.now())));
    CHECK(post.facts().untold.empty());
    CHECK(post.suspended().size() == 1);
}

TEST_CASE(
    "a mail let through ends the row; what is not the mailbox's fault neither counts nor ends it") {
    Post post;
    post.back(post.sent());
    post.sent();
    CHECK(post.back(post.sent()).in_a_row == 1);
    post.back(post.sent(), Verdict::refused);
    post.back(post.sent(), Verdict::soft);
    CHECK(post.back(post.sent()).in_a_row == 2);
    CHECK(post.suspended().empty());
}

TEST_CASE("each address counts for itself, and a new one starts at zero") {
    Post post;
    post.back(post.sent("lan", "cu@example.org"));
    post.back(post.sent("lan", "cu@example.org"));
    CHECK(post.back(post.sent("lan", "moi@example.org")).in_a_row == 1);
    CHECK(post.back(post.sent("hoa", "CU@example.org")).effect == Effect::suspended);
    CHECK(post.suspended().size() == 1);
}

TEST_CASE("lifting a suspension lets mail go again and counts anew") {
    Post post;
    for (int i = 0; i < 2; ++i) post.back(post.sent(), Verdict::hard, 2);
    const auto book = post.book();
    auto mailboxes = book->mailboxes().value();
    REQUIRE(mailboxes.size() == 1);
    CHECK(mailboxes[0].in_a_row == 2);
    CHECK(mailboxes[0].suspended == post.now() + std::chrono::minutes{1});
    REQUIRE(book->lift(mailboxes[0], post.now(), "cli lan"));
    CHECK(post.suspended().empty());
    CHECK(post.facts().untold.empty());
    mailboxes = book->mailboxes().value();
    CHECK(mailboxes.at(0).in_a_row == 0);
    CHECK_FALSE(mailboxes.at(0).suspended);
    CHECK(post.back(post.sent(), Verdict::hard, 2).in_a_row == 1);
    CHECK(post.back(post.sent(), Verdict::hard, 2).effect == Effect::suspended);
    CHECK(book->bounces()->size() == 4);
}

TEST_CASE("the same delivery sent again may come back again") {
    Post post;
    const auto name = post.sent();
    post.back(name);
    const auto row = run(post.db().ledger({at("2026-01-01T00:00:00Z"), post.now()})).value().at(0);
    auto handled = an_agenda({}, iso(post.now()));
    handled.handled = {row.id};
    REQUIRE(run(post.db().record(handled, post.now())));
    const auto later = post.now() + std::chrono::hours{5};
    REQUIRE(run(post.db().record_result({row.id}, {State::sent, later, later, "250"})));
    CHECK(post.back(name).in_a_row == 2);
    CHECK(post.facts().failures.size() == 1);
}

TEST_CASE("how far an mbox was read is known again") {
    Post post;
    CHECK_FALSE(run(post.db().mbox_place("/a")).value());
    const store::MboxPlace place{~std::uint64_t{0}, 7, 123};
    REQUIRE(run(post.db().record_mbox_place("/a", {1, 2, 3})));
    REQUIRE(run(post.db().record_mbox_place("/a", place)));
    CHECK(run(post.db().mbox_place("/a")).value() == place);
    CHECK_FALSE(run(post.db().mbox_place("/b")).value());
}
