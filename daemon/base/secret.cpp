#include "base/secret.hpp"

namespace nhaclich {

// Through a volatile pointer, so that the compiler may not drop the writes to memory about to die.
void Secret::wipe() noexcept {
    volatile char* octet = octets_.data();
    for (std::size_t i = 0; i < octets_.size(); ++i) octet[i] = '\0';
    octets_.clear();
}

Secret& Secret::operator=(const Secret& other) {
    if (this != &other) {
        wipe();
        octets_ = other.octets_;
    }
    return *this;
}

// A copy and a wipe: moving a short string would leave its octets behind.
Secret::Secret(Secret&& other) noexcept : octets_(other.octets_) { other.wipe(); }

Secret& Secret::operator=(Secret&& other) noexcept {
    if (this != &other) {
        wipe();
        octets_.swap(other.octets_);
        other.wipe();
    }
    return *this;
}

Secret::~Secret() { wipe(); }

}  // namespace nhaclich
