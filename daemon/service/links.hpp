// Secret addresses of the members' own pages: made from a key, so that none is stored.
// In: the keys of a state directory, members. Out: tokens, and whose a token is.
#pragma once

#include "base/error.hpp"
#include "base/instant.hpp"
#include "base/secret.hpp"
#include "plan/people.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nhaclich::service {

class Links {
  public:
    /// One a line, the newest first: it makes tokens, all of them read them.
    explicit Links(const Secret& keys);
    /// 36 characters of base64url (RFC 4648 5), without name or address: which key, until when,
    /// whose, and 128 bits of HMAC-SHA256 over these and what it is for. The same for a whole
    /// month, good for the twelve that follow it.
    std::string token(const MemberId& member, Instant now) const;
    /// BASE_URL/u/TOKEN; empty without a base URL.
    std::string choices_url(const std::string& base_url, const MemberId& member, Instant now) const;

  private:
    friend class Owners;
    struct Key {
        Secret octets;
        std::string id;
    };
    std::vector<Key> keys_;
};

/// Whose a token is, for as long as these are the members.
class Owners {
  public:
    /// The links outlive them.
    Owners(const Links& links, const plan::People& people);
    /// Nothing for one that nobody was given or that has expired. How long that takes to say tells
    /// nothing of how near it was.
    std::optional<MemberId> of(std::string_view token, Instant now) const;

  private:
    struct Owner {
        MemberId member;
        const Links::Key* key;
    };
    std::optional<MemberId> of_old(std::string_view token) const;

    const Links& links_;
    std::map<std::string, Owner, std::less<>> by_subject_;
    /// Tokens as mails had them before they expired: 22 characters, by their SHA-256.
    std::map<std::string, MemberId, std::less<>> by_digest_;
};

/// The keys of the state directory; one is made the first time, readable by its owner alone.
/// "channel.secret-…", "links.key-unwritable".
Result<Links> links_of(const std::string& state_directory);

}  // namespace nhaclich::service
