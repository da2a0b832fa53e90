#pragma once
#include <stdint.h>

// The four bytes of a message. Shifts instead of a struct: the order of bytes is then the same on every board.
struct Message {
  uint8_t bytes[4];

  Message(float celsius, float volts, bool doorOpen, bool restarted) {
    const int16_t tenths = static_cast<int16_t>(clamp(celsius * 10.0f, -32768.0f, 32767.0f));
    const uint8_t steps = static_cast<uint8_t>(clamp(volts * 50.0f, 0.0f, 255.0f));
    bytes[0] = static_cast<uint8_t>(static_cast<uint16_t>(tenths) >> 8);
    bytes[1] = static_cast<uint8_t>(tenths & 0xFF);
    bytes[2] = steps;
    bytes[3] = static_cast<uint8_t>((doorOpen ? 1 : 0) | (restarted ? 2 : 0));
  }

 private:
  static float clamp(float value, float least, float most) {
    const float rounded = value < 0 ? value - 0.5f : value + 0.5f;
    return rounded < least ? least : rounded > most ? most : rounded;
  }
};
