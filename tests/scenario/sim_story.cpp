#include "scenario/sim_year.hpp"

#include <array>
#include <fmt/format.h>
#include <random>

namespace nhaclich::test {

namespace {

constexpr std::array names{
    "wait",    "move",       "cancel",      "restore", "rename",     "add",       "remove",
    "rules",   "add-member", "drop-member", "regroup", "restart",    "downtime",  "crash",
    "outage",  "mend",       "refuse",      "doubt",   "jump-ahead", "jump-back", "zone",
    "receipt", "undo",       "stop-member", "mute",    "pause",      "resume",    "broken-edit"};

}  // namespace

std::string_view Event::name() const { return names[static_cast<std::size_t>(what)]; }

std::string Event::text() const { return fmt::format("+{}h {} {} {}", hours, name(), a, b); }

Story story_of(std::uint64_t seed) {
    std::mt19937_64 chance(seed * 7919 + 1);
    constexpr int events = 60;
    constexpr int longest_wait = 290;
    Story story;
    for (int i = 0; i < events; ++i)
        story.push_back({static_cast<int>(chance() % longest_wait),
                         static_cast<int>(chance() % names.size()),
                         static_cast<int>(chance() % 1000), static_cast<int>(chance() % 1000)});
    return story;
}

Story shrunk(std::uint64_t seed, Story story, Mutant mutant) {
    for (std::size_t length = story.size() / 2; length >= 1; length /= 2) {
        for (std::size_t at = 0; at + length <= story.size();) {
            auto shorter = story;
            const auto first = shorter.begin() + static_cast<std::ptrdiff_t>(at);
            const auto end = first + static_cast<std::ptrdiff_t>(length);
            // The time passes all the same.
            int waited = 0;
            for (auto event = first; event != end; ++event) waited += event->hours;
            shorter.erase(first, end);
            if (at < shorter.size()) shorter[at].hours += waited;
            if (lived_through(seed, shorter, mutant).empty())
                at += length;
            else
                story = std::move(shorter);
        }
        if (length == 1) break;
    }
    return story;
}

std::string told(const Story& story) {
    std::string text;
    for (const auto& event : story) text += event.text() + "\n";
    return text;
}

}  // namespace nhaclich::test
