#include "service/links.hpp"

#include "channel/descriptor.hpp"
#include "channel/secret_file.hpp"
#include "crypto/crypto.hpp"
#include "http/desk.hpp"
#include "service/files.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <system_error>
#include <unistd.h>

namespace nhaclich::service {

namespace {

constexpr std::size_t key_octets = 32;

/// A token's octets, one part behind the other.
constexpr std::size_t key_id_octets = 2;
constexpr std::size_t until_octets = 2;
constexpr std::size_t subject_octets = 7;
constexpr std::size_t head_octets = key_id_octets + until_octets + subject_octets;
constexpr std::size_t mac_octets = 16;
constexpr std::size_t token_octets = head_octets + mac_octets;

/// What is known of a member under a key: the token of old mails, and the subject of new ones,
/// which say nothing of each other.
struct Known {
    std::string old_token;
    std::string subject;
};

Known known(const Secret& key, const MemberId& member) {
    const auto whole = crypto::hmac_sha256(key, "choices of " + member.str());
    return {crypto::base64url(whole.substr(0, mac_octets)),
            whole.substr(mac_octets, subject_octets)};
}

std::string mac_of(const Secret& key, std::string_view head, std::string_view member) {
    std::string text = "choices\n";
    text.append(head).append(member);
    return crypto::hmac_sha256(key, text).substr(0, mac_octets);
}

/// Since 1970.
unsigned month_of(Instant now) {
    const auto date = std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(now));
    const auto months = (date.year() / date.month()) - (std::chrono::year{1970} / 1);
    return static_cast<unsigned>(std::max<std::int64_t>(months.count(), 0));
}

std::string two_octets(unsigned number) {
    return {static_cast<char>(number >> 8U & 0xFFU), static_cast<char>(number & 0xFFU)};
}

unsigned number_in(std::string_view octets) {
    const auto octet = [&](std::size_t at) {
        return unsigned{static_cast<unsigned char>(octets[at])};
    };
    return octet(0) << 8U | octet(1);
}

Result<void> make_key(const std::string& path) {
    const auto text = crypto::base64(crypto::random_octets(key_octets)) + "\n";
    // Whole or not at all: a half key would be a key for ever.
    const auto fault = replace_file(path, text);
    if (!fault) return {};
    return fail("links.key-unwritable"_msg, {{"path", path}, {"reason", fault.message()}});
}

}  // namespace

Links::Links(const Secret& keys) {
    std::string_view rest = keys.reveal();
    while (!rest.empty()) {
        const auto line = rest.substr(0, rest.find_first_of("\r\n"));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        if (line.empty()) continue;
        const auto id = crypto::hmac_sha256(Secret(std::string(line)), "key id");
        keys_.push_back({Secret(std::string(line)), id.substr(0, key_id_octets)});
    }
}

std::string Links::token(const MemberId& member, Instant now) const {
    constexpr unsigned a_year = 12;
    const auto& key = keys_.front();
    const auto head =
        key.id + two_octets(month_of(now) + a_year) + known(key.octets, member).subject;
    return crypto::base64url(head + mac_of(key.octets, head, member.str()));
}

std::string Links::choices_url(const std::string& base_url, const MemberId& member,
                               Instant now) const {
    if (base_url.empty()) return {};
    return base_url + std::string(http::desk_path) + token(member, now);
}

Owners::Owners(const Links& links, const plan::People& people) : links_(links) {
    for (const auto& key : links.keys_) {
        for (const auto& member : people.members) {
            auto [old_token, subject] = known(key.octets, member.id);
            by_subject_.emplace(key.id + subject, Owner{member.id, &key});
            by_digest_.emplace(crypto::sha256_hex(old_token), member.id);
        }
    }
}

std::optional<MemberId> Owners::of_old(std::string_view token) const {
    const auto found = by_digest_.find(crypto::sha256_hex(token));
    return found == by_digest_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<MemberId> Owners::of(std::string_view token, Instant now) const {
    const auto octets = crypto::from_base64url(token);
    if (!octets || octets->size() != token_octets) return of_old(token);
    const auto head = std::string_view(*octets).substr(0, head_octets);
    const auto until = number_in(head.substr(key_id_octets));
    const auto found = by_subject_.find(std::string(head.substr(0, key_id_octets)) +
                                        std::string(head.substr(key_id_octets + until_octets)));
    // Nobody's is checked like somebody's.
    const bool known = found != by_subject_.end();
    const auto& key = known ? found->second.key->octets : links_.keys_.front().octets;
    const auto mac = mac_of(key, head, known ? found->second.member.str() : std::string_view{});
    const bool sound = crypto::are_same(mac, std::string_view(*octets).substr(head_octets));
    if (!known || !sound || month_of(now) > until) return std::nullopt;
    return found->second.member;
}

Result<Links> links_of(const std::string& state_directory) {
    const auto path = state_directory + "/link.key";
    if (::access(path.c_str(), F_OK) != 0)
        if (auto made = make_key(path); !made) return tl::unexpected(made.error());
    return channel::secret_from(path).map([](const Secret& keys) { return Links(keys); });
}

}  // namespace nhaclich::service
