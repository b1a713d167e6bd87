// What the settings file says: the board, the feed, the server, mail, webhooks, default rules.
// In: nhaclich.toml.
// Out: plain values with defaults; every field is a key of the file.
#pragma once

#include "base/error.hpp"
#include "base/strong_id.hpp"
#include "base/text.hpp"
#include "calendar/zone.hpp"
#include "message/webhook_body.hpp"
#include "plan/reminding.hpp"
#include "plan/words.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace nhaclich::config {

/// [board]
struct BoardSettings {
    plan::Title name;
    calendar::Zone zone;
    plan::Language language = plan::Language::vi;
    /// The right-hand side of every UID and Message-ID: a domain of the board's, for ever.
    std::string domain;
    std::vector<GroupId>
        audience;  ///< whom an entry concerns that names nobody; default: all groups
};

/// http.tls: PEM files, read at the start and at each reload.
struct TlsFiles {
    std::string certificate;  ///< the whole chain, the server's own first
    std::string key;
    Where where;
};

/// [http]
struct HttpSettings {
    std::string address = "127.0.0.1";  ///< empty = only the socket
    std::uint16_t port = 8380;          ///< 0 = any free port
    std::string socket;                 ///< absolute path of a Unix socket; empty = none
    std::optional<TlsFiles> tls;        ///< over TCP; the socket is always plain
    /// Public address without a trailing "/", "https://lich.example.org"; empty =
    /// http://ADDRESS:PORT, or https:// with `tls`.
    std::string base_url;
    /// Addresses and networks ("10.0.0.0/8") whose X-Forwarded-For tells the client.
    std::vector<std::string> trusted_proxies = {};
    std::string access_log = "on";  ///< "on" = stderr, "off", or an absolute path
};

/// [feed]
struct FeedSettings {
    plan::Title name;                   ///< of the calendar on the phone; default: the board's name
    std::chrono::minutes refresh{360};  ///< 15 minutes to a day
    std::string color = "purple";       ///< a CSS3 colour name (RFC 7986 5.9)
};

enum class Tls { starttls, implicit, none };

/// [mail.smtp], [[mail.fallback]]
struct SmtpSettings {
    std::string host;
    std::uint16_t port = 587;
    Tls tls = Tls::starttls;    ///< none only for a loopback host
    std::string user;           ///< empty = no AUTH
    std::string password_file;  ///< absolute path, read at each connection
    std::string ca_file;        ///< empty = the system's
    int connections = 2;        ///< sender threads, 1 to 8
};

/// [mail.bounces]: where mail that came back is looked for.
struct BounceSettings {
    std::string maildir;    ///< absolute path, or
    std::string mbox;       ///< absolute path; exactly one of them
    int suspend_after = 3;  ///< so many hard bounces in a row, and the address gets nothing more
    /// MAIL FROM of each mail, as parse_return_pattern takes it; empty = the sender's address.
    std::string verp;
};

/// [mail]: without [mail.smtp], messages go into a Maildir.
struct MailSettings {
    Line from_name;
    std::string from_address;
    std::string reply_to;  ///< empty = none
    std::string maildir;   ///< absolute path; empty = "mail" in the state directory
    std::optional<SmtpSettings> smtp;
    /// Where mail goes while that relay is in trouble; the first that is well. Only beside `smtp`.
    std::vector<SmtpSettings> fallback;
    std::optional<BounceSettings> bounces;  ///< only beside `smtp`
};

/// webhook.answer: what an answer of a service means that says so in its body, and not by the
/// status alone.
struct WebhookAnswer {
    std::string at;                     ///< JSON pointer to the value that decides; empty = none
    std::vector<std::string> accepted;  ///< 2xx with another value is none; empty = any
    std::vector<std::string> refused;   ///< never for this recipient, whatever the status
    std::string retry_after;            ///< JSON pointer to a number of seconds; empty = none
};

/// A request header; the value may hold {{token}}.
struct WebhookHeader {
    std::string name;
    std::string value;
};

/// [[webhook]]: a channel of that name; members carry an address for it.
struct WebhookSettings {
    ChannelId id;
    std::string url{};            ///< may hold {{token}} and {{to}} behind the host
    std::string url_file{};       ///< absolute path of a file with it, if the whole is a secret
    std::string secret_file{};    ///< one with "whsec_…" (Standard Webhooks); empty = unsigned
    std::string token_file{};     ///< one with what {{token}} stands for; empty = none
    bool allow_loopback = false;  ///< http and loopback addresses, for a gateway on this machine
    /// Networks inside, and http to them; "192.168.1.5" or "192.168.1.0/24".
    std::vector<std::string> allow_networks = {};
    std::string content_type = "application/json";
    std::vector<WebhookHeader> headers{};
    std::optional<message::WebhookBody> body{};  ///< nothing = the Standard Webhooks envelope
    WebhookAnswer answer{};
    std::chrono::days disable_after{5};  ///< of nothing but failures; 0 = never
};

/// How long the ledger is kept unless the file says otherwise.
constexpr std::chrono::years usual_keep{5};

struct Settings {
    BoardSettings board;
    HttpSettings http;
    FeedSettings feed;
    MailSettings mail;
    std::vector<WebhookSettings> webhooks;
    plan::Reminding reminders;
    std::string state_directory;           ///< absolute; empty = chosen by the program's caller
    std::chrono::years keep = usual_keep;  ///< of the ledger: who was told what
};

}  // namespace nhaclich::config
