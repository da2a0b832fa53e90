// A radio that writes down what it would send: a line of time in milliseconds and hex digits.
#pragma once
#include <cstdio>
#include "Arduino.h"

struct Radio {
  bool begin() { return board.moduleAnswers; }
  void beginPacket() {}
  void write(const std::uint8_t* bytes, std::size_t count) {
    std::printf("%llu ", passed());
    for (std::size_t i = 0; i < count; i++) std::printf("%02X", bytes[i]);
    std::printf("\n");
  }
  int endPacket() { return 0; }
  void end() {}
  static unsigned long long passed();
};

extern Radio SigFox;
