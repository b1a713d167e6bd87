// How many mails a second reach a relay that takes everything, from rows that are due to recorded
// results: delivery_bench WAY PORT CONNECTIONS MAILS DIRECTORY, printed as seconds, octets of a
// mail and seconds of processor. The ways are "outbox" (the durable one), "channel" (its SMTP
// alone) and "libcurl" (no more than a handle a thread); delivery_bench.py compares them.
#include "channel/curl.hpp"
#include "channel/smtp.hpp"
#include "clock/system_clock.hpp"
#include "outbox/outbox.hpp"
#include "store/open.hpp"

#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <cstdio>
#include <cstring>
#include <fmt/format.h>
#include <optional>
#include <span>
#include <stdexcept>
#include <sys/resource.h>
#include <thread>

using namespace nhaclich;
namespace asio = boost::asio;

namespace {

using Time = std::chrono::steady_clock;

struct Task {
    std::uint16_t port = 0;
    int connections = 1;
    int mails = 1;
    std::string directory;
};

/// Of all threads.
double processor_seconds() {
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

struct Cost {
    double seconds = 0;
    double processor = 0;
};

/// From its making on.
class Stopwatch {
  public:
    Cost cost() const {
        return {std::chrono::duration<double>(Time::now() - start_).count(),
                processor_seconds() - processor_};
    }

  private:
    Time::time_point start_ = Time::now();
    double processor_ = processor_seconds();
};

Line line(std::string_view text) { return Line::parse(text).value(); }

/// As long as a usual letter: about 6 KB as mail.
message::Message a_letter() {
    message::Message message;
    message.subject = line("Nhắc: Ngày Quốc tế phụ nữ, Chủ nhật 08/3/2026");
    for (int i = 0; i < 20; ++i) {
        message.text += "Kính gửi chị, còn 3 ngày nữa là ngày Quốc tế phụ nữ.\n";
        message.html += "<p>Kính gửi chị, còn 3 ngày nữa là ngày Quốc tế phụ nữ.</p>\n";
    }
    message.recipient_name = line("Nguyễn Thị Ánh");
    message.date = Instant(std::chrono::seconds(1772672400));
    return message;
}

channel::Sender a_sender() {
    return {line("Ban Vì sự tiến bộ của phụ nữ"),
            channel::MailAddress::parse("ban-vstbcpn@hatrung.example").value(), std::nullopt,
            "lich.hatrung.example"};
}

std::string words(const Error& error) { return std::string(error.id.key); }

std::shared_ptr<channel::Channel> smtp(const Task& task) {
    config::SmtpSettings relay;
    relay.host = "127.0.0.1";
    relay.port = task.port;
    relay.tls = config::Tls::none;
    relay.connections = task.connections;
    const auto now = [] { return SystemClock().now(); };
    return std::make_shared<channel::Smtp>(a_sender(), std::vector{relay}, now, words);
}

std::vector<reminder::Delivery> deliveries(int count, Instant now) {
    std::vector<reminder::Delivery> result;
    for (int i = 0; i < count; ++i)
        result.push_back({{{EntryId::parse("quoc-te-phu-nu").value(), make_day(2026, 3, 8)},
                           "-3d 08:00",
                           MemberId::parse(fmt::format("nguoi-{}", i)).value(),
                           ChannelId::parse("email").value()},
                          now,
                          now + std::chrono::hours{24},
                          now,
                          now});
    return result;
}

plan::Address address(const reminder::DeliveryKey& key) {
    return line(key.member.str() + "@example.org");
}

std::vector<channel::Payload> payloads(const Task& task) {
    const auto channel = smtp(task);
    const auto letter = a_letter();
    std::vector<channel::Payload> result;
    for (const auto& delivery : deliveries(task.mails, Instant{}))
        result.push_back(channel->encode(letter, address(delivery.key), delivery.key, 0).value());
    return result;
}

Cost by_outbox(const Task& task) {
    asio::io_context loop(1);
    SystemClock clock;
    const auto database = store::open(task.directory).value();
    const auto letter = a_letter();
    const auto compose = [&](const store::Bundle& bundle, const reminder::Records&,
                             Instant) -> Result<outbox::Prepared> {
        const auto& delivery = bundle.first();
        return outbox::Prepared{bundle.ids(),          {}, {}, letter, address(delivery.key),
                                delivery.useful_until, ""};
    };
    std::optional<Stopwatch> watch;
    Cost cost;
    int left = task.mails;
    TaskGroup tasks(loop.get_executor(), [](const std::string&, const std::string& what) {
        throw std::runtime_error(what);
    });
    const auto attempted = [&](const store::OutboxRow&, const store::Outcome& outcome) {
        if (outcome.state != reminder::State::sent) throw std::runtime_error(outcome.answer);
        if (--left > 0) return;
        cost = watch->cost();
        asio::co_spawn(loop, tasks.stop({}), asio::detached);
    };
    const auto troubled = [](const Error& error) {
        throw std::runtime_error(std::string(error.id.key));
    };
    outbox::Outbox outbox(loop.get_executor(), *database, clock, compose, words,
                          {attempted, troubled});
    outbox.use({{ChannelId::parse("email").value(), smtp(task)}});
    reminder::Agenda agenda;
    agenda.deliveries = deliveries(task.mails, clock.now());
    asio::co_spawn(loop, database->record(agenda, clock.now()), [&](auto, auto) {
        watch.emplace();
        tasks.spawn("outbox", outbox.run());
    });
    loop.run();
    return cost;
}

asio::awaitable<void> send_in_turn(channel::Channel& channel,
                                   std::span<const channel::Payload> mails, std::size_t& next) {
    while (next < mails.size()) {
        const auto result = co_await channel.send(mails[next++]);
        if (!std::holds_alternative<channel::Accepted>(result))
            throw std::runtime_error("not accepted");
    }
}

Cost by_channel(const Task& task) {
    const auto mails = payloads(task);
    const auto channel = smtp(task);
    asio::io_context loop(1);
    std::size_t next = 0;
    const Stopwatch watch;
    for (int i = 0; i < task.connections; ++i)
        asio::co_spawn(loop, send_in_turn(*channel, mails, next), [](const std::exception_ptr& e) {
            if (e) std::rethrow_exception(e);
        });
    loop.run();
    return watch.cost();
}

/// Uploads from what is left of a mail.
std::size_t read(char* buffer, std::size_t size, std::size_t count, void* octets) {
    auto& left = *static_cast<std::string_view*>(octets);
    const auto taken = std::min(size * count, left.size());
    std::memcpy(buffer, left.data(), taken);
    left.remove_prefix(taken);
    return taken;
}

void send_some(const Task& task, const std::vector<channel::Payload>& mails,
               std::atomic<std::size_t>& next) {
    using channel::set;
    const auto curl = channel::new_easy();
    const auto url = channel::url_text("smtp", "127.0.0.1", task.port, "hatrung.example");
    set(curl.get(), CURLOPT_URL, url.c_str());
    set(curl.get(), CURLOPT_MAIL_FROM, "ban-vstbcpn@hatrung.example");
    set(curl.get(), CURLOPT_UPLOAD, 1L);
    set(curl.get(), CURLOPT_READFUNCTION, &read);
    for (auto i = next++; i < mails.size(); i = next++) {
        std::string_view left = mails[i].octets;
        channel::CurlList to;
        channel::append(to, mails[i].to.str());
        set(curl.get(), CURLOPT_MAIL_RCPT, to.get());
        set(curl.get(), CURLOPT_READDATA, &left);
        set(curl.get(), CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(left.size()));
        if (curl_easy_perform(curl.get()) != CURLE_OK) throw std::runtime_error("not accepted");
    }
}

Cost by_libcurl(const Task& task) {
    const auto mails = payloads(task);
    std::atomic<std::size_t> next = 0;
    const Stopwatch watch;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < task.connections; ++i)
            threads.emplace_back([&] { send_some(task, mails, next); });
    }
    return watch.cost();
}

}  // namespace

int main(int count, char** values) {
    const std::vector<std::string> arguments(values, values + count);
    const std::string way = arguments.at(1);
    const Task task{static_cast<std::uint16_t>(std::stoi(arguments.at(2))),
                    std::stoi(arguments.at(3)), std::stoi(arguments.at(4)), arguments.at(5)};
    const auto cost = way == "outbox"    ? by_outbox(task)
                      : way == "channel" ? by_channel(task)
                                         : by_libcurl(task);
    fmt::print("{:.6f} {} {:.6f}\n", cost.seconds,
               payloads({task.port, 1, 1, ""}).front().octets.size(), cost.processor);
}
