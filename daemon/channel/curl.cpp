#include "channel/curl.hpp"

#include <fmt/format.h>
#include <new>
#include <openssl/ssl.h>
#include <stdexcept>

namespace nhaclich::channel {

namespace {

void start_curl() {
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (started != CURLE_OK) throw std::runtime_error("libcurl does not start");
}

void set_part(CURLU* url, CURLUPart part, const std::string& value) {
    if (curl_url_set(url, part, value.c_str(), 0) != CURLUE_OK)
        throw std::invalid_argument(fmt::format("no part of a URL: {}", value));
}

}  // namespace

CurlEasy new_easy() {
    start_curl();
    CurlEasy easy(curl_easy_init());
    if (!easy) throw std::bad_alloc();
    set(easy.get(), CURLOPT_NOSIGNAL, 1L);
    set(easy.get(), CURLOPT_PROXY, "");  // never one from the environment
    set(easy.get(), CURLOPT_NETRC, long{CURL_NETRC_IGNORED});
    set(easy.get(), CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2});
    set(easy.get(), CURLOPT_SSL_VERIFYPEER, 1L);
    set(easy.get(), CURLOPT_SSL_VERIFYHOST, 2L);
    // A thread stuck in getaddrinfo is left behind instead of joined: the loop must not wait for
    // it.
    set(easy.get(), CURLOPT_QUICK_EXIT, 1L);
    return easy;
}

CurlMultiHandle new_multi() {
    start_curl();
    CurlMultiHandle multi(curl_multi_init());
    if (!multi) throw std::bad_alloc();
    return multi;
}

void append(CurlList& list, const std::string& text) {
    curl_slist* longer = curl_slist_append(list.get(), text.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    // The list was extended in place or begun: the old owner lets go of it, the new one takes it.
    [[maybe_unused]] const auto* const same = list.release();
    list.reset(longer);
}

std::string url_text(std::string_view scheme, const std::string& host, std::uint16_t port,
                     const std::string& path) {
    const CurlUrl url(curl_url());
    if (!url) throw std::bad_alloc();
    const bool v6 = host.find(':') != std::string::npos;
    set_part(url.get(), CURLUPART_SCHEME, std::string(scheme));
    set_part(url.get(), CURLUPART_HOST, v6 ? fmt::format("[{}]", host) : host);
    set_part(url.get(), CURLUPART_PORT, std::to_string(port));
    set_part(url.get(), CURLUPART_PATH, "/" + path);
    char* text = nullptr;
    if (curl_url_get(url.get(), CURLUPART_URL, &text, 0) != CURLUE_OK)
        throw std::invalid_argument(fmt::format("no URL for host {}", host));
    const std::unique_ptr<char, decltype(&curl_free)> owner(text, &curl_free);
    return owner.get();
}

std::string tls_version(CURL* easy) {
    const auto* session = info<const curl_tlssessioninfo*>(easy, CURLINFO_TLS_SSL_PTR);
    if (session == nullptr || session->backend != CURLSSLBACKEND_OPENSSL) return {};
    const auto* tls = static_cast<const SSL*>(session->internals);
    return tls == nullptr ? std::string{} : SSL_get_version(tls);
}

void refuse_option(CURLoption option, CURLcode why) {
    throw std::logic_error(fmt::format("libcurl refuses option {}: {}", static_cast<int>(option),
                                       curl_easy_strerror(why)));
}

}  // namespace nhaclich::channel
