// A board of one entry for unit tests, as the files would say it.
#pragma once

#include "config/configuration.hpp"
#include "support/a_plan.hpp"

namespace nhaclich::test {

inline config::Configuration a_configuration(Instant edited_at) {
    config::Settings settings{.board = {.name = {line("Ban thử"), line("Test board")},
                                        .zone = hanoi(),
                                        .language = plan::Language::vi,
                                        .domain = "ban.example.org",
                                        .audience = {}},
                              .http = {},
                              .feed = {},
                              .mail = {},
                              .webhooks = {},
                              .reminders = {},
                              .state_directory = {}};
    settings.feed.name = settings.board.name;
    plan::Plan plan;
    plan.year = 2024;
    plan.title = {line("Kế hoạch thử"), {}};
    plan.entries = {plan::Observance{entry("le"), on("8/3")}};
    return {.settings = settings,
            .plan = plan,
            .people = {},
            .holidays = {},
            .templates = {},
            .places = {},
            .edited_at = edited_at,
            .files = {}};
}

}  // namespace nhaclich::test
