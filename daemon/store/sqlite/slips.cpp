#include "store/sqlite/slips.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <fcntl.h>
#include <fmt/format.h>
#include <numeric>
#include <sys/stat.h>
#include <unistd.h>

namespace nhaclich::store::sqlite {

namespace json = boost::json;

namespace {

/// A page: the system writes it whole or not at all.
constexpr std::size_t size = 4096;
/// More than are ever accepted and not yet recorded.
constexpr int most = 256;
constexpr std::size_t checksum_digits = 16;

/// FNV-1a.
std::string checksum(std::string_view text) {
    std::uint64_t sum = 0xcbf29ce484222325;
    for (const char octet : text) {
        sum ^= static_cast<unsigned char>(octet);
        sum *= 0x100000001b3;
    }
    return fmt::format("{:016x}", sum);
}

std::string text_of(const Acceptance& one) {
    auto text = json::serialize(json::array{one.row, one.attempt, one.message_id,
                                            one.at.time_since_epoch().count(), one.answer,
                                            one.address, one.server});
    return checksum(text) + text + '\n';
}

std::optional<Acceptance> acceptance_in(std::string_view page) {
    const auto line = page.substr(0, std::min(page.find('\n'), page.size()));
    if (line.size() < checksum_digits) return std::nullopt;
    const auto text = line.substr(checksum_digits);
    if (line.substr(0, checksum_digits) != checksum(text)) return std::nullopt;
    json::parse_options lenient;
    lenient.allow_invalid_utf8 = true;
    boost::system::error_code fault;
    const auto value = json::parse(text, fault, {}, lenient);
    if (fault || !value.is_array() || value.as_array().size() != 7) return std::nullopt;
    const auto& fields = value.as_array();
    const auto string = [&](std::size_t index) { return std::string(fields[index].as_string()); };
    return Acceptance{fields[0].as_int64(),
                      static_cast<int>(fields[1].as_int64()),
                      string(2),
                      Instant{std::chrono::seconds{fields[3].as_int64()}},
                      string(4),
                      string(5),
                      string(6)};
}

std::vector<Acceptance> all_in(int file) {
    std::vector<Acceptance> all;
    std::array<char, size> page{};
    for (int place = 0; place < most; ++place) {
        const auto got = ::pread(file, page.data(), page.size(), place * static_cast<off_t>(size));
        if (got <= 0) break;
        if (auto one = acceptance_in({page.data(), static_cast<std::size_t>(got)}))
            all.push_back(std::move(*one));
    }
    return all;
}

}  // namespace

Slips::Slips(const std::string& path)
    : file_(::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR)),
      left_(all_in(file_)) {
    for (int place = 0; place < most; ++place) free_.insert(place);
}

Slips::~Slips() {
    if (file_ >= 0) ::close(file_);
}

bool Slips::put(const Acceptance& acceptance) {
    const auto text = text_of(acceptance);
    if (text.size() > size) return false;
    const std::lock_guard lock(mutex_);
    if (free_.empty()) return false;
    const int place = *free_.begin();
    const auto written =
        ::pwrite(file_, text.data(), text.size(), place * static_cast<off_t>(size));
    if (written != static_cast<ssize_t>(text.size())) return false;
    free_.erase(place);
    places_.insert_or_assign(acceptance.row, place);
    return true;
}

bool Slips::holds(RowId row) {
    const std::lock_guard lock(mutex_);
    return places_.contains(row);
}

void Slips::drop(RowId row) {
    const std::lock_guard lock(mutex_);
    const auto found = places_.find(row);
    if (found == places_.end()) return;
    free_.insert(found->second);
    places_.erase(found);
}

}  // namespace nhaclich::store::sqlite
