// One thing the server serves, ready to be sent: identity and gzip, whole and "not modified".
// In: its octets and fields, once per reload. Out: the answer to a GET or HEAD.
#pragma once

#include "http/answer.hpp"
#include "http/common_end.hpp"
#include "http/conditional.hpp"
#include "http/gzip.hpp"
#include "http/memory_file.hpp"

#include <functional>
#include <memory>
#include <utility>

namespace nhaclich::http {

/// What a GET or HEAD says that matters for its answer.
struct Wish {
    bool head_only = false;
    bool gzip = false;
    Conditions conditions;
};

/// Octets and what is told about them.
struct Content {
    std::string type;
    std::string octets;
    std::string cache_control = "no-cache";
    std::optional<Instant> last_modified;
    Fields fields;                              ///< further ones, on 200 only
    std::function<void()> on_handing_out = {};  ///< called before each 200; may be empty
    bool in_demand = false;                     ///< everybody asks for it: worth a descriptor
    std::shared_ptr<const CommonEnd> end = {};  ///< goes on behind `octets`; may be nullptr
    std::string etag = {};                      ///< of the whole, where it is known already
    std::string whole() const { return end ? octets + end->octets() : octets; }
};

/// What it answers never changes and lives as long as it does. One thread: it is compressed when
/// somebody first wants it so.
class Resource {
  public:
    explicit Resource(Content content);
    Resource(const Resource&) = delete;
    Resource& operator=(const Resource&) = delete;
    ~Resource() = default;
    /// Whether answer() is a matter of less than a millisecond or two; else go_on() first.
    bool is_ready(const Wish& wish) const;
    /// Compresses a part of it; false once all is.
    bool go_on() const;
    /// Whether its conditions let it be answered (RFC 9110 13.2.2): else 412.
    bool allows(const Wish& wish) const;
    Answer answer(const Wish& wish) const;
    /// Whether answer() was called since this was last asked; true at first.
    bool has_answered() const { return std::exchange(answered_, false); }
    const std::string& etag() const { return identity_.etag; }
    /// Octets it takes, or is going to, without an end it has in common with others.
    std::size_t memory() const;

  private:
    struct Variant {
        std::string whole;  ///< head of the 200
        std::string body;   ///< but for the end
        std::shared_ptr<const MemoryFile> file;
        std::string etag;
        std::string not_modified;  ///< head of the 304
        std::shared_ptr<const CommonEnd> end;
        std::string trail;  ///< behind the end where both are compressed; else empty
        std::string_view last() const;
        std::size_t size() const { return body.size() + last().size() + trail.size(); }
        Answer answer() const;
    };
    Variant variant(Content content) const;
    Variant packed() const;
    void add_heads(Variant& made, bool gzip) const;
    const Variant& compressed() const;
    const Variant& wanted(const Wish& wish) const {
        return wish.gzip && varies_ ? compressed() : identity_;
    }

    // What every answer needs stands together: with thousands of them in turn, each is read from
    // memory anew.
    mutable bool answered_ = true;
    bool varies_;
    mutable std::optional<Variant> gzip_;
    Content about_;  ///< without its octets
    Variant identity_;
    mutable std::unique_ptr<Gzip> compressing_;
};

}  // namespace nhaclich::http
