// How long the loop is held up by the first request for each calendar of a very large board:
// alone, and behind those before it in the list. Compare figures of one machine only.
#include "board/board.hpp"
#include "calendar/date_text.hpp"
#include "http/shelf.hpp"
#include "support/a_large_board.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <cstdio>
#include <ctime>
#include <fmt/format.h>
#include <functional>

using namespace nhaclich;

namespace {

constexpr int events = 1'500;
constexpr int rounds = 7;

struct Asked {
    const char* name;
    http::Request request;
};

http::Request asking(std::string path, http::Query query) {
    http::Request request;
    request.method = http::Method::read;
    request.path = std::move(path);
    request.query = std::move(query);
    return request;
}

std::vector<Asked> all_asked() {
    return {{"calendar.ics?lang=en", asking("/calendar.ics", {{"lang", "en"}})},
            {"calendar.ics?alarms=1", asking("/calendar.ics", {{"alarms", "1"}})},
            {"…?alarms=1&lang=en", asking("/calendar.ics", {{"alarms", "1"}, {"lang", "en"}})},
            {"…?kind=deadline", asking("/calendar.ics", {{"kind", "deadline"}})},
            {"calendar/truong-ban.ics", asking("/calendar/truong-ban.ics", {})},
            {"calendar/ban.ics?alarms=1", asking("/calendar/ban.ics", {{"alarms", "1"}})},
            {"calendar.json", asking("/calendar.json", {})},
            {"calendar.json?alarms=1", asking("/calendar.json", {{"alarms", "1"}})},
            {"calendar/ban.json", asking("/calendar/ban.json", {})}};
}

/// Of the processor: what runs beside it does not count.
double took(const std::function<void()>& work) {
    const auto start = std::clock();
    work();
    return 1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

struct Cost {
    double longest = 0;  ///< that nobody else had a turn
    double whole = 0;
};

/// As the server does: made a little at a time, and so compressed.
Cost cost_of(http::Shelf& shelf, const http::Request& request, std::size_t& octets) {
    boost::asio::io_context loop;
    std::shared_ptr<const http::Resource> made;
    boost::asio::co_spawn(
        loop, shelf.calendar(request),
        [&](const std::exception_ptr&, http::Found found) { made = found.value(); });
    Cost cost;
    const auto count = [&](const std::function<void()>& work) {
        const double piece = took(work);
        cost.longest = std::max(cost.longest, piece);
        cost.whole += piece;
    };
    for (bool more = true; more;) count([&] { more = loop.run_one() > 0; });
    for (bool more = true; more;) count([&] { more = made->go_on(); });
    octets = made->answer({}).octets();
    return cost;
}

double median(std::vector<double> all) {
    std::ranges::sort(all);
    return all[all.size() / 2];
}

struct Costs {
    std::vector<double> longest;
    std::vector<double> whole;
    void add(const Cost& cost) {
        longest.push_back(cost.longest);
        whole.push_back(cost.whole);
    }
};

}  // namespace

int main() {
    const auto files = test::a_large_board(events);
    const auto loaded = config::load("nhaclich.toml", config::reader(files));
    if (!loaded) {
        fmt::print("{}", config::rendered(loaded.error()));
        return 1;
    }
    const Instant now = parse_iso_instant("2026-06-01T00:00:00Z").value();
    std::shared_ptr<const board::Board> board;
    std::vector<double> making;
    for (int i = 0; i < rounds; ++i)
        making.push_back(took([&] {
            board =
                std::make_shared<const board::Board>(*loaded, std::vector<plan::Revision>{}, now);
        }));
    fmt::print("{} events; ms of the processor, median of {}\n", board->revisions().size(), rounds);
    fmt::print("{:<28} {:>7.2f}\n\n{:<28} {:>17} {:>17} {:>9}\n", "the board itself",
               median(making), "longest piece of the whole", "alone", "in turn", "octets");
    const auto asked = all_asked();
    std::vector<Costs> alone(asked.size());
    std::vector<Costs> in_turn(asked.size());
    std::vector<std::size_t> octets(asked.size());
    for (int i = 0; i < rounds; ++i) {
        http::Shelf shared(board);
        for (std::size_t k = 0; k < asked.size(); ++k) {
            http::Shelf fresh(board);
            alone[k].add(cost_of(fresh, asked[k].request, octets[k]));
            in_turn[k].add(cost_of(shared, asked[k].request, octets[k]));
        }
    }
    for (std::size_t k = 0; k < asked.size(); ++k)
        fmt::print("{:<28} {:>7.2f} of {:>6.2f} {:>7.2f} of {:>6.2f} {:>9}\n", asked[k].name,
                   median(alone[k].longest), median(alone[k].whole), median(in_turn[k].longest),
                   median(in_turn[k].whole), octets[k]);
    return 0;
}
