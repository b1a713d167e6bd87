// The addresses by which phones and calendar services subscribe.
// In: the server's public address. Out: one link a client, each in the form that client takes.
#pragma once

#include <string>

namespace nhaclich::http {

struct Links {
    std::string https;    ///< the feed's address, to copy
    std::string webcal;   ///< iPhone, iPad, Mac, Thunderbird, ICSx5
    std::string google;   ///< Google Calendar's "add by URL"; wants the webcal form
    std::string outlook;  ///< Outlook.com; wants the https form
    bool local = false;   ///< only this machine can open them: no phone or service reaches it
};

/// `base_url`: http or https, no trailing "/". `name`: of the calendar, where a service asks.
Links links(const std::string& base_url, const std::string& name);

}  // namespace nhaclich::http
