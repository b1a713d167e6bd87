// Every address there is, in one table: what answers it, and by which methods it may be asked.
// In: a decoded path. Out: its row; the path as a log may show it.
#pragma once

#include "http/request.hpp"

#include <string>
#include <string_view>

namespace nhaclich::http {

/// What answers a route.
enum class Handler {
    ready,     ///< made at the reload: Site
    feed,      ///< ready as long as no query chooses a part of it
    calendar,  ///< made when asked for: Shelf
    event,     ///< a file of one event: Shelf
    health,    ///< Sites::health
    desk,      ///< a person's page behind a secret address: Desk
    personal,  ///< a person's calendar behind a secret address: PersonalFeeds
};

/// HEAD and OPTIONS are allowed wherever GET is.
enum class Methods { read, read_and_post };

/// A new page or calendar is one row of the table in routes.cpp.
struct Route {
    std::string_view path;
    Handler handler = Handler::ready;
    Methods methods = Methods::read;
    bool below = false;   ///< stands for every path that begins like this, and not for itself
    bool secret = false;  ///< what follows is known to its owner only and never logged
};

/// nullptr where there is nothing: 404.
const Route* route_of(std::string_view path);

bool allows(Methods methods, Method method);
/// The value of Allow.
std::string_view allow_field(Methods methods);

/// Whether it names a secret route.
bool may_hold_secret(std::string_view text);

/// A target as sent, or any part of an address, without its query and without what follows a secret
/// route however it is spelt: "/u/*". From a part on that holds the token of a member's calendar,
/// put into a wrong address by mistake, nothing is shown either: "/calendar/*". Behind the "*" of a
/// whole token stand 8 digits of its SHA-256, so that lines can be told apart: "/m/*3fa2b1c9".
std::string logged_path(std::string_view target);
/// Of a member's calendar whose token has this digest: the same.
std::string logged_path(const crypto::Sha256& token);

}  // namespace nhaclich::http
