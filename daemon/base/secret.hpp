// A password, token or key that must never reach a log, an error, a page or a stream by accident.
// In: its octets. Out: nothing, except through reveal() at the one place that needs it.
#pragma once

#include <string>
#include <utility>

namespace nhaclich {

/// Neither printable nor formattable nor comparable; wiped when destroyed or moved from.
class Secret {
  public:
    Secret() = default;
    explicit Secret(std::string octets) : octets_(std::move(octets)) {}
    Secret(const Secret&) = default;
    Secret& operator=(const Secret& other);
    Secret(Secret&& other) noexcept;
    Secret& operator=(Secret&& other) noexcept;
    ~Secret();

    const std::string& reveal() const { return octets_; }
    bool empty() const { return octets_.empty(); }

  private:
    void wipe() noexcept;
    std::string octets_;
};

}  // namespace nhaclich
