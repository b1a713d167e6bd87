#include "http/refusals.hpp"

#include "message/catalogue.hpp"

namespace nhaclich::http {

namespace {

struct Row {
    unsigned status = 0;
    MessageId words;
};

constexpr Row words_of_statuses[] = {
    {400, "http.bad-request"_msg},   {404, "http.not-found"_msg},
    {410, "http.gone"_msg},          {413, "http.too-large"_msg},
    {501, "http.coding"_msg},        {414, "http.target-too-long"_msg},
    {503, "http.starting"_msg},      {431, "http.head-too-large"_msg},
    {505, "http.version"_msg},       {429, "http.too-many"_msg},
    {415, "http.coding"_msg},        {408, "http.late"_msg},
    {412, "http.other-edition"_msg},
};

constexpr Row words_without_room[] = {
    {429, "http.too-many-connections"_msg},
    {503, "http.busy"_msg},
};

Fields fields_of(unsigned status) {
    Fields fields{{"Cache-Control", "no-store"}};
    if (status == 415) fields.emplace_back("Accept-Encoding", "identity");
    if (status == 429) fields.emplace_back("Retry-After", "60");
    if (status == 503) fields.emplace_back("Retry-After", "10");
    if (status != 204) fields.emplace_back("Content-Type", "text/plain; charset=utf-8");
    return fields;
}

std::string in_both_languages(MessageId words, const Args& args = {}) {
    return message::Catalogue::builtin(plan::Language::vi).text(words, args) + "\n" +
           message::Catalogue::builtin(plan::Language::en).text(words, args) + "\n";
}

}  // namespace

Refusals::Refusals() {
    for (const auto& [status, words] : words_of_statuses)
        prepared_.try_emplace(status, status, fields_of(status), in_both_languages(words));
    for (const auto& [status, words] : words_without_room)
        no_room_.try_emplace(status, status, fields_of(status), in_both_languages(words));
    for (const auto methods : {Methods::read, Methods::read_and_post}) {
        const std::string allow(allow_field(methods));
        auto none = fields_of(204);
        none.emplace_back("Allow", allow);
        auto refused = fields_of(405);
        refused.emplace_back("Allow", allow);
        methods_.try_emplace(
            methods,
            OfMethods{{204, none, ""},
                      {405, refused, in_both_languages("http.method"_msg, {{"methods", allow}})}});
    }
    // To a request that has no route: CONNECT.
    prepared_.try_emplace(405, methods_.at(Methods::read).not_allowed);
}

}  // namespace nhaclich::http
