// Every example of config/webhooks/, as a clerk copies it, against a receiver that checks what the
// service documents and answers as it does.
#include "channel/webhook.hpp"
#include "support/source_file.hpp"
#include "unit/channel/fixtures.hpp"
#include "unit/channel/samples.hpp"
#include "unit/config/files.hpp"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fmt/format.h>

using namespace nhaclich;
using namespace nhaclich::channel;
using namespace nhaclich::channel::tests;

namespace {

constexpr const char* token = "123456:AAE-khoa_thu.nghiem-x7k2m9";

struct Service {
    const char* name;
    const char* host;  ///< of the example's url; nullptr = the whole address is in a file
    const char* path;  ///< of that address
};
constexpr std::array services{
    Service{"zalo-oa", "https://openapi.zalo.me", nullptr},
    Service{"telegram", "https://api.telegram.org", nullptr},
    Service{"slack", nullptr, "/services/T00000000/B00000000/"},
    Service{"teams", nullptr,
            "/workflows/0a1b/triggers/manual/paths/invoke?api-version=2016-06-01&sp=%2Ftriggers"
            "&sig="},
    Service{"google-chat", nullptr, "/v1/spaces/AAAA/messages?key=AIzaSyMau&token="},
    Service{"ntfy", "https://ntfy.sh", nullptr},
};

const Service& named(const std::string& name) {
    return *std::ranges::find(services, name, &Service::name);
}

/// The example with its service on this machine and its secrets in `directory`; nothing else of it
/// is changed.
config::WebhookSettings shipped(const Service& service, std::uint16_t port,
                                const TemporaryDirectory& directory) {
    const auto here = fmt::format("http://127.0.0.1:{}", port);
    auto example = config::source(fmt::format("config/webhooks/{}.toml", service.name));
    if (service.host != nullptr)
        example = config::replaced(example, service.host, here);
    else
        directory.file(fmt::format("{}-url", service.name), here + service.path + token + "\n");
    directory.file("zalo-token", std::string(token) + "\n");
    directory.file("telegram-token", std::string(token) + "\n");
    directory.file("ntfy-token", std::string(token) + "\n");
    example = config::replaced(example, "\"/etc/nhaclich/", "\"" + directory.path().string() + "/");
    auto files = config::sound_files();
    files["nhaclich.toml"] = config::replaced(files["nhaclich.toml"], "\"zalo\"", "\"cong\"");
    files["nhaclich.toml"] += "\n" + example + "allow_loopback = true\n";
    auto loaded = config::load("nhaclich.toml", config::reader(files));
    if (!loaded) FAIL(config::rendered(loaded.error()));
    return loaded->settings.webhooks.back();
}

message::Message a_reminder(const std::string& text) {
    auto message = a_message();
    message.json = boost::json::serialize(
        boost::json::object{{"kind", "meeting"},
                            {"title", "Họp \"giao ban\" <quý> & \\tổng kết"},
                            {"link", "https://hop.example.org/?a=1&b=2"},
                            {"board", "Ban Vì sự tiến bộ của phụ nữ"},
                            {"member", "thuong-truc"},
                            {"subject", "Ngày mai: Họp \"giao ban\" <quý> & \\tổng kết"},
                            {"text", text}});
    return message;
}

struct World {
    World(const Service& service, const std::string& script)
        : server("service_server",
                 {"--service", service.name, "--token", token, "--script", script}),
          channel(
              shipped(service, server.port(), directory), [] { return Instant{}; }, key_of) {}

    SendResult sent(const std::string& text = "Kính gửi chị,\n\tphòng \"2\"\n") {
        const auto payload = channel.encode(a_reminder(text), line("ban-8417"), a_key(), 0).value();
        return tests::sent(io, channel, payload);
    }

    TemporaryDirectory directory;
    Server server;
    boost::asio::io_context io{1};
    Webhook channel;
};

std::string string_of(const boost::json::object& row, const char* key) {
    return std::string(row.at(key).as_string());
}

}  // namespace

TEST_CASE(
    "every shipped example sends what its service documents, and nothing of the secret back") {
    for (const auto& service : services) {
        INFO(service.name);
        World world(service, "");
        const auto result = world.sent();
        CHECK(kind_of(result) == "accepted");
        CHECK(answer_of(result).find(token) == std::string::npos);
        const auto journal = world.server.journal();
        REQUIRE(journal.size() == 1);
        CHECK(string_of(journal[0], "fault").empty());
        CHECK_THAT(string_of(journal[0], "text"), Catch::Contains("Kính gửi chị,\n\tphòng \"2\""));
    }
}

TEST_CASE("a text longer than the service takes is shortened and never refused") {
    for (const auto& service : services)
        for (const auto* const piece : {"Hội nghị ", "🎉", "\"\\\n"}) {
            INFO(service.name << ' ' << piece);
            std::string text = "Kính gửi";
            for (int i = 0; i < 20'000; ++i) text += piece;
            World world(service, "");
            CHECK(kind_of(world.sent(text)) == "accepted");
            const auto journal = world.server.journal();
            REQUIRE(journal.size() == 1);
            CHECK(string_of(journal[0], "fault").empty());
            CHECK(string_of(journal[0], "text").ends_with("…"));
        }
}

TEST_CASE("each service's errors come to what they deserve") {
    struct Row {
        const char* service;
        const char* error;
        const char* expected;
        int retry_after;  ///< seconds, 0 = none
    };
    constexpr std::array rows{
        Row{"zalo-oa", "not-follower", "refused", 0},
        Row{"zalo-oa", "silent-week", "refused", 0},
        Row{"zalo-oa", "expired", "deferred relay", 0},
        Row{"zalo-oa", "flood", "deferred relay", 0},
        Row{"telegram", "blocked", "refused", 0},
        Row{"telegram", "no-chat", "refused", 0},
        Row{"telegram", "flood", "deferred relay", 35},
        Row{"telegram", "token", "deferred relay", 3600},
        Row{"slack", "archived", "gone", 0},
        Row{"slack", "no-service", "deferred relay", 3600},
        Row{"slack", "prohibited", "deferred relay", 3600},
        Row{"slack", "flood", "deferred relay", 30},
        Row{"teams", "gone", "deferred relay", 3600},
        Row{"teams", "unauthorized", "deferred relay", 3600},
        Row{"teams", "flood", "deferred relay", 20},
        Row{"google-chat", "gone", "deferred relay", 3600},
        Row{"google-chat", "denied", "deferred relay", 3600},
        Row{"google-chat", "flood", "deferred relay", 0},
        Row{"ntfy", "forbidden", "deferred relay", 3600},
        Row{"ntfy", "topic", "refused", 0},
        Row{"ntfy", "flood", "deferred relay", 0},
        Row{"ntfy", "full", "deferred relay", 0},
    };
    for (const auto& row : rows) {
        INFO(row.service << ' ' << row.error);
        World world(named(row.service), row.error);
        const auto result = world.sent();
        CHECK(kind_of(result) == row.expected);
        CHECK(string_of(world.server.journal().at(0), "fault").empty());
        if (const auto* deferred = std::get_if<Deferred>(&result))
            CHECK(std::max(deferred->patience,
                           deferred->retry_after.value_or(std::chrono::seconds{0}))
                      .count() == row.retry_after);
        CHECK(kind_of(world.sent()) == "accepted");
    }
}

TEST_CASE("there is a test for every example") {
    std::size_t examples = 0;
    for (const auto& file : std::filesystem::directory_iterator(source_file("config/webhooks"))) {
        ++examples;
        INFO(file.path());
        CHECK(std::ranges::count(services, file.path().stem().string(), &Service::name) == 1);
    }
    CHECK(examples == services.size());
}
