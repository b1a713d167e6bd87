#include "http/resource.hpp"

#include "http/etag.hpp"
#include "http/gzip.hpp"
#include "http/http_date.hpp"

namespace nhaclich::http {

Resource::Resource(Content content) : last_modified_(content.last_modified) {
    std::string compressed = gzipped(content.octets);
    const bool worth = compressed.size() < content.octets.size();
    if (worth) gzip_ = variant(content, std::move(compressed), true, true);
    identity_ = variant(content, content.octets, false, worth);
}

Resource::Variant Resource::variant(const Content& content, std::string body, bool gzip,
                                    bool varies) {
    Variant made;
    made.etag = strong_etag(body);
    Fields fields;
    // RFC 9110 15.4.5: what a 304 repeats of the 200.
    fields.emplace_back("ETag", made.etag);
    fields.emplace_back("Cache-Control", content.cache_control);
    if (varies) fields.emplace_back("Vary", "Accept-Encoding");
    if (content.last_modified)
        fields.emplace_back("Last-Modified", http_date(*content.last_modified));
    made.not_modified = serialised_head(304, fields);
    fields.emplace_back("Content-Type", content.type);
    fields.emplace_back("Content-Length", std::to_string(body.size()));
    if (gzip) fields.emplace_back("Content-Encoding", "gzip");
    fields.emplace_back("X-Content-Type-Options", "nosniff");
    fields.insert(fields.end(), content.fields.begin(), content.fields.end());
    made.whole = serialised_head(200, fields);
    made.body = std::move(body);
    return made;
}

Answer Resource::answer(const Wish& wish) const {
    const Variant& variant = wish.gzip && gzip_ ? *gzip_ : identity_;
    if (is_fresh(wish.conditions, variant.etag, last_modified_))
        return {304, variant.not_modified, {}};
    return {200, variant.whole, wish.head_only ? std::string_view{} : variant.body};
}

}  // namespace nhaclich::http
