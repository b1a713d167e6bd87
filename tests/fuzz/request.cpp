// Octets of a connection are the same requests whether they come at once or in pieces: how early
// one is refused may differ, never what is answered. A coding of the transfer is never let through.
#include "base/text.hpp"
#include "http/incoming.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <vector>

using namespace nhaclich;

namespace {

struct Seen {
    std::string path;
    http::Query query;
    std::string posted;
    bool operator==(const Seen&) const = default;
};

/// No control character, and UTF-8.
void check(std::string_view text) {
    const auto is_control = [](char c) { return (c >= 0 && c < ' ') || c == 0x7f; };
    const auto is_ascii = [](char c) { return c >= 0; };
    if (std::ranges::any_of(text, is_control)) std::abort();
    if (!std::ranges::all_of(text, is_ascii) && !Line::parse(text, http::max_target)) std::abort();
}

class Reader {
  public:
    Reader(std::string_view octets, std::size_t piece) : rest_(octets), piece_(piece) {}

    std::vector<Seen> all() {
        std::vector<Seen> seen;
        bool more = true;
        while (more) {
            incoming_.next();
            while (!incoming_.begins())
                if (!come()) return seen;
            if (auto one = request(more)) seen.push_back(std::move(*one));
        }
        return seen;
    }

  private:
    /// False at the end of the octets.
    bool come() {
        const auto room = incoming_.room();
        const auto size = std::min({piece_, rest_.size(), room.size()});
        std::memcpy(room.data(), rest_.data(), size);
        incoming_.came(size);
        rest_.remove_prefix(size);
        return size > 0;
    }

    using Part = tl::expected<http::Progress, unsigned> (http::Incoming::*)();
    bool whole(Part part) {
        while (true) {
            const auto progress = (incoming_.*part)();
            if (!progress) return false;
            if (*progress == http::Progress::whole) return true;
            if (!come()) return false;
        }
    }

    /// Nothing where it is refused or not whole.
    std::optional<Seen> request(bool& more) {
        more = false;
        if (!whole(&http::Incoming::head)) return std::nullopt;
        const auto understood = incoming_.request();
        if (!understood) return std::nullopt;
        if (incoming_.header().count("Transfer-Encoding") > 0) std::abort();
        if (incoming_.header().count("Host") > 1) std::abort();
        check(understood->path);
        for (const auto& [name, value] : understood->query) {
            check(name);
            check(value);
        }
        if (!whole(&http::Incoming::body)) return std::nullopt;
        if (incoming_.posted().size() > http::max_body) std::abort();
        more = incoming_.keeps_alive();
        return Seen{understood->path, understood->query, incoming_.posted()};
    }

    http::Incoming incoming_;
    std::string_view rest_;
    std::size_t piece_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view octets(reinterpret_cast<const char*>(data), size);
    const auto whole = Reader(octets, octets.size()).all();
    for (const std::size_t piece : {1U, 3U, 7U})
        if (Reader(octets, piece).all() != whole) std::abort();
    return 0;
}
