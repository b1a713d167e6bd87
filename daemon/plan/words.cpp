#include "plan/words.hpp"

namespace nhaclich::plan {

std::string_view code(Language language) {
    switch (language) {
        case Language::vi:
            return "vi";
        case Language::en:
            return "en";
    }
    return {};
}

}  // namespace nhaclich::plan
