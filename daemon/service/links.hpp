// Secret addresses of the members' own pages: made from a key, so that none is stored.
// In: the key of a state directory, members. Out: tokens, and whose a token is.
#pragma once

#include "base/error.hpp"
#include "base/secret.hpp"
#include "plan/people.hpp"

#include <map>
#include <optional>
#include <string>

namespace nhaclich::service {

class Links {
  public:
    explicit Links(Secret key) : key_(std::move(key)) {}
    /// 22 characters of base64url (RFC 4648 5): 128 bits of HMAC-SHA256, without name or address.
    std::string token(const MemberId& member) const;
    /// BASE_URL/u/TOKEN; empty without a base URL.
    std::string choices_url(const std::string& base_url, const MemberId& member) const;

  private:
    Secret key_;
};

/// Whose a token is, for as long as these are the members.
class Owners {
  public:
    Owners(const Links& links, const plan::People& people);
    std::optional<MemberId> of(const std::string& token) const;

  private:
    std::map<std::string, MemberId, std::less<>> members_;
};

/// The key of the state directory; made the first time, readable by its owner alone.
/// "channel.secret-…", "links.key-unwritable".
Result<Links> links_of(const std::string& state_directory);

}  // namespace nhaclich::service
