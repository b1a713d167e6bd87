// Where in the document a block stands: its section, its heading, the months it speaks of.
// In: the first lines of blocks, one after another. Out: the outline at that point.
#pragma once

#include "document/block.hpp"
#include "document/line.hpp"

namespace nhaclich::document {

/// "THÁNG 9/2025", "Tháng 6:", "QUÝ II năm 2026" and nothing else; else nothing.
std::optional<Period> is_period(std::string_view text);
/// "Nơi nhận:", the end of every official document.
bool is_addressees(std::string_view text);
bool is_all_capitals(std::string_view text);

class Outline {
  public:
    void enter(const TextLine& line, const std::string& text);

    std::string section() const;
    const std::string& heading() const { return heading_; }
    const std::optional<Period>& period() const { return period_; }
    bool before_first_section() const { return !entered_; }
    bool in_addressees() const { return addressees_; }
    bool looks_back() const { return looks_back_part_ || looks_back_item_; }

  private:
    void enter_part(const Marker& marker);

    std::string capital_, roman_, letter_;
    std::vector<int> numbers_;
    std::string heading_;
    std::optional<Period> period_;
    bool numbered_period_ = false;
    bool entered_ = false;
    bool addressees_ = false;
    bool looks_back_part_ = false;
    bool looks_back_item_ = false;
};

}  // namespace nhaclich::document
