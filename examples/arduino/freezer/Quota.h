#pragma once
#include <stdint.h>

// When the network lets this board speak: six messages in any hour (the law on the band: one percent of the time),
// 140 in any day (the contract). Failed messages count, because they were on the air.
class Quota {
 public:
  static const uint8_t PerHour = 6;
  static const uint8_t PerDay = 140;

  // Differences of unsigned times stay right when the clock of the board begins again after 49 days.
  bool allows(uint32_t now) const {
    return since(PerHour, now) >= 3600000UL && since(PerDay, now) >= 86400000UL;
  }

  void spent(uint32_t now) {
    sent_[next_] = now;
    next_ = static_cast<uint8_t>((next_ + 1) % PerDay);
    if (count_ < PerDay) {
      count_++;
    }
  }

 private:
  // Milliseconds since the message so many ago; long, when there were fewer.
  uint32_t since(uint8_t ago, uint32_t now) const {
    return count_ < ago ? UINT32_MAX : now - sent_[(next_ + PerDay - ago) % PerDay];
  }

  uint32_t sent_[PerDay];
  uint8_t next_ = 0;
  uint8_t count_ = 0;
};
