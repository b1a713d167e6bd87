#include "http/resource.hpp"

#include "http/etag.hpp"
#include "http/http_date.hpp"

#include <utility>

namespace nhaclich::http {

namespace {

/// What fits into one packet together with its head gains nothing.
constexpr std::size_t worth_compressing = 512;
/// Below, one call that copies costs less than two.
constexpr std::size_t worth_a_file = std::size_t{8} * 1024;
/// What takes no longer than others may wait for it.
constexpr std::size_t compressed_at_once = std::size_t{64} * 1024;

/// What is told about octets, for others.
Content told_of(const Content& content) {
    Content about = content;
    about.octets.clear();
    about.end.reset();
    about.etag.clear();
    return about;
}

}  // namespace

Resource::Resource(Content content)
    : varies_(content.octets.size() + (content.end ? content.end->octets().size() : 0) >=
              worth_compressing),
      about_(told_of(content)),
      identity_(variant(std::move(content))) {}

std::size_t Resource::memory() const {
    const std::size_t overhead = 2 * (identity_.whole.size() + identity_.not_modified.size());
    const std::size_t file = identity_.file ? identity_.file->size() : 0;
    return sizeof(Resource) + overhead + identity_.body.size() + file +
           (varies_ ? identity_.body.size() / 4 : 0);
}

std::string_view Resource::Variant::last() const {
    if (!end) return {};
    return trail.empty() ? end->octets() : end->packed();
}

Resource::Variant Resource::variant(Content content) const {
    Variant made;
    made.etag = std::move(content.etag);
    made.body = std::move(content.octets);
    made.end = std::move(content.end);
    add_heads(made, false);
    return made;
}

/// Once both parts are compressed.
Resource::Variant Resource::packed() const {
    Variant made;
    made.body = compressing_->octets();
    made.end = identity_.end;
    if (made.end)
        made.trail = gzip_trailer(compressing_->crc(), identity_.body.size(), made.end->crc(),
                                  made.end->octets().size());
    if (made.size() >= identity_.size()) return identity_;
    add_heads(made, true);
    return made;
}

void Resource::add_heads(Variant& made, bool gzip) const {
    if (made.etag.empty()) {
        const auto last = std::string(made.last()) + made.trail;
        made.etag = last.empty() ? strong_etag(made.body) : strong_etag(made.body + last);
    }
    Fields fields;
    // RFC 9110 15.4.5: what a 304 repeats of the 200.
    fields.emplace_back("ETag", made.etag);
    fields.emplace_back("Cache-Control", about_.cache_control);
    if (varies_) fields.emplace_back("Vary", "Accept-Encoding");
    if (about_.last_modified)
        fields.emplace_back("Last-Modified", http_date(*about_.last_modified));
    made.not_modified = serialised_head(304, fields);
    fields.emplace_back("Content-Type", about_.type);
    fields.emplace_back("Content-Length", std::to_string(made.size()));
    if (gzip) fields.emplace_back("Content-Encoding", "gzip");
    fields.emplace_back("X-Content-Type-Options", "nosniff");
    fields.insert(fields.end(), about_.fields.begin(), about_.fields.end());
    made.whole = serialised_head(200, fields);
    if (about_.in_demand && made.body.size() >= worth_a_file) made.file = MemoryFile::of(made.body);
}

bool Resource::is_ready(const Wish& wish) const {
    if (!wish.gzip || !varies_ || gzip_) return true;
    const bool end_is_ready = !identity_.end || identity_.end->compressed();
    return (end_is_ready ? identity_.body.size() : identity_.size()) <= compressed_at_once;
}

bool Resource::go_on() const {
    if (!varies_ || gzip_) return false;
    const auto& end = identity_.end;
    if (end && !end->compressed()) {
        end->go_on();
        return true;
    }
    if (!compressing_)
        compressing_ =
            std::make_unique<Gzip>(identity_.body, end ? Gzip::Part::beginning : Gzip::Part::whole);
    if (compressing_->go_on()) return true;
    gzip_ = packed();
    compressing_.reset();
    return false;
}

const Resource::Variant& Resource::compressed() const {
    while (go_on()) continue;
    return *gzip_;
}

Answer Resource::Variant::answer() const {
    if (!end) return {200, whole, body, file.get()};
    return {200, whole, last(), trail.empty() ? end->file() : nullptr, body, trail};
}

bool Resource::allows(const Wish& wish) const {
    return is_allowed(wish.conditions, wanted(wish).etag, about_.last_modified);
}

Answer Resource::answer(const Wish& wish) const {
    answered_ = true;
    const Variant& variant = wanted(wish);
    if (is_fresh(wish.conditions, variant.etag, about_.last_modified))
        return {304, variant.not_modified, {}};
    if (about_.on_handing_out) about_.on_handing_out();
    if (wish.head_only) return {200, variant.whole, {}};
    return variant.answer();
}

}  // namespace nhaclich::http
