#include "http/refusals.hpp"

#include "message/catalogue.hpp"

namespace nhaclich::http {

namespace {

struct Row {
    unsigned status = 0;
    MessageId words;
};

constexpr Row rows[] = {
    {400, "http.bad-request"_msg},     {404, "http.not-found"_msg},
    {405, "http.method"_msg},          {413, "http.too-large"_msg},
    {414, "http.target-too-long"_msg}, {431, "http.head-too-large"_msg},
    {501, "http.coding"_msg},          {503, "http.starting"_msg},
    {505, "http.version"_msg},
};

Fields fields_of(unsigned status) {
    Fields fields{{"Cache-Control", "no-store"}};
    if (status == 204 || status == 405) fields.emplace_back("Allow", "GET, HEAD, OPTIONS");
    if (status == 503) fields.emplace_back("Retry-After", "10");
    if (status != 204) fields.emplace_back("Content-Type", "text/plain; charset=utf-8");
    return fields;
}

}  // namespace

Refusals::Refusals() {
    const auto& vietnamese = message::Catalogue::builtin(plan::Language::vi);
    const auto& english = message::Catalogue::builtin(plan::Language::en);
    prepared_.try_emplace(204, 204U, fields_of(204), "");
    for (const auto& row : rows)
        prepared_.try_emplace(row.status, row.status, fields_of(row.status),
                              vietnamese.text(row.words) + "\n" + english.text(row.words) + "\n");
}

}  // namespace nhaclich::http
