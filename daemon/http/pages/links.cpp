#include "http/pages/links.hpp"

#include "http/site.hpp"

#include <boost/url/encode.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

namespace nhaclich::http {

namespace {

std::string encoded(const std::string& text) {
    return boost::urls::encode(text, boost::urls::unreserved_chars);
}

bool is_local(const std::string& url) {
    const auto parsed = boost::urls::parse_uri(url);
    if (!parsed) return false;
    if (parsed->host_type() == boost::urls::host_type::ipv4)
        return parsed->host_ipv4_address().is_loopback();
    return parsed->host() == "localhost" || parsed->host() == "[::1]";
}

}  // namespace

Links links(const std::string& base_url, const std::string& name) {
    Links all;
    all.https = base_url + std::string(feed_path);
    all.webcal = "webcal" + all.https.substr(std::min(all.https.find(':'), all.https.size()));
    all.google = "https://calendar.google.com/calendar/r?cid=" + encoded(all.webcal);
    all.outlook = "https://outlook.live.com/calendar/0/addfromweb?url=" + encoded(all.https) +
                  "&name=" + encoded(name);
    all.local = is_local(base_url);
    return all;
}

}  // namespace nhaclich::http
