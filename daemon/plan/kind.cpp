#include "plan/kind.hpp"

namespace nhaclich::plan {

std::string_view code(Kind kind) {
    switch (kind) {
        case Kind::observance:
            return "observance";
        case Kind::campaign:
            return "campaign";
        case Kind::deadline:
            return "deadline";
        case Kind::meeting:
            return "meeting";
        case Kind::task:
            return "task";
    }
    return {};
}

}  // namespace nhaclich::plan
