// What pages have in common: their words from the catalogue, and a built-in template.
// In: a prefix of keys, a template's name. Out: values, and the page.
#pragma once

#include "message/catalogue.hpp"
#include "message/template.hpp"

#include <string>
#include <string_view>

namespace nhaclich::http {

/// Every text whose key begins with `prefix`, called by the rest of its key.
message::Values page_words(std::string_view prefix, plan::Language language, const Args& args);

/// The built-in template "pages/NAME"; one that does not render is a bug and throws
/// std::logic_error.
std::string page_text(const std::string& name, const message::Values& values);

}  // namespace nhaclich::http
