// libcurl handles that release themselves, and options set without varargs traps.
// In: handles and options. Out: RAII owners; a refused option is a bug and throws.
#pragma once

#include <cstdint>
#include <curl/curl.h>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace nhaclich::channel {

struct CurlCleanup {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct CurlMultiCleanup {
    void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};
struct CurlListFree {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
struct CurlUrlCleanup {
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using CurlEasy = std::unique_ptr<CURL, CurlCleanup>;
using CurlMultiHandle = std::unique_ptr<CURLM, CurlMultiCleanup>;
using CurlList = std::unique_ptr<curl_slist, CurlListFree>;
using CurlUrl = std::unique_ptr<CURLU, CurlUrlCleanup>;

CurlEasy new_easy();  ///< curl_global_init has run; no proxy, no netrc, no signals
CurlMultiHandle new_multi();
void append(CurlList& list, const std::string& text);
/// "smtp://host:587/lich.example.org"; a host that is none throws std::invalid_argument.
std::string url_text(std::string_view scheme, const std::string& host, std::uint16_t port,
                     const std::string& path);

/// Of the connection that a transfer of `easy` uses now, for its callbacks: "TLSv1.3", "" = none.
std::string tls_version(CURL* easy);

void refuse_option(CURLoption option, CURLcode why);

/// libcurl reads a long where the option wants one: an int of another size would be garbage.
template <class Value>
void set(CURL* easy, CURLoption option, Value value) {
    static_assert(std::is_same_v<Value, long> || std::is_same_v<Value, curl_off_t> ||
                  std::is_pointer_v<Value> || std::is_null_pointer_v<Value>);
    if (const auto code = curl_easy_setopt(easy, option, value); code != CURLE_OK)
        refuse_option(option, code);
}

template <class Value>
Value info(CURL* easy, CURLINFO what) {
    Value value{};
    curl_easy_getinfo(easy, what, &value);
    return value;
}

}  // namespace nhaclich::channel
