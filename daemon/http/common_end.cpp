#include "http/common_end.hpp"

namespace nhaclich::http {

namespace {

/// Each takes a descriptor.
constexpr std::size_t files_at_most = 16;
constexpr std::size_t worth_a_file = std::size_t{8} * 1024;

}  // namespace

std::shared_ptr<const CommonEnd> CommonEnds::of(std::string octets) {
    const auto digest = crypto::sha256(octets);
    if (const auto known = book_->by_digest.find(digest); known != book_->by_digest.end()) {
        auto end = known->second.lock();
        end->is_shared(*book_);
        return end;
    }
    auto end = std::make_shared<CommonEnd>(std::move(octets), digest, book_);
    book_->by_digest.emplace(digest, end);
    return end;
}

CommonEnd::CommonEnd(std::string octets, const crypto::Sha256& digest,
                     const std::shared_ptr<CommonEnds::Book>& book)
    : octets_(std::move(octets)), digest_(digest), book_(book) {
    book->memory += octets_.size();
}

CommonEnd::~CommonEnd() {
    const auto book = book_.lock();
    if (!book) return;
    book->memory -= octets_.size();
    if (packed_) book->memory -= packed_->octets.size();
    if (file_) {
        book->memory -= file_->size();
        --book->files;
    }
    book->by_digest.erase(digest_);
}

void CommonEnd::go_on() const {
    if (!compressing_) compressing_ = std::make_unique<Gzip>(octets_, Gzip::Part::end);
    if (compressing_->go_on()) return;
    packed_ = Packed{compressing_->octets(), compressing_->crc()};
    compressing_.reset();
    if (const auto book = book_.lock()) book->memory += packed_->octets.size();
}

void CommonEnd::is_shared(CommonEnds::Book& book) {
    if (file_ || octets_.size() < worth_a_file || book.files >= files_at_most) return;
    file_ = MemoryFile::of(octets_);
    if (!file_) return;
    ++book.files;
    book.memory += file_->size();
}

}  // namespace nhaclich::http
