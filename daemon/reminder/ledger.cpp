#include "reminder/ledger.hpp"

namespace nhaclich::reminder {

std::string_view code(State state) {
    switch (state) {
        case State::pending:
            return "pending";
        case State::sending:
            return "sending";
        case State::deferred:
            return "deferred";
        case State::sent:
            return "sent";
        case State::failed:
            return "failed";
        case State::missed:
            return "missed";
        case State::cancelled:
            return "cancelled";
    }
    return {};
}

}  // namespace nhaclich::reminder
