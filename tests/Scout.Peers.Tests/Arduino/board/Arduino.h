// As much of a board as the sketch asks for; its clock, probe and door are moved by day.cpp.
#pragma once
#include <cstddef>
#include <cstdint>

enum { A1 = 15, ADC_BATTERY = 33, HIGH = 1, LOW = 0, INPUT_PULLUP = 2 };

struct Board {
  std::uint32_t now = 0;
  int probe = 0;
  int battery = 0;
  bool doorOpen = false;
  bool moduleAnswers = true;
};

extern Board board;

inline std::uint32_t millis() { return board.now; }
inline int analogRead(int pin) { return pin == A1 ? board.probe : board.battery; }
inline int digitalRead(int) { return board.doorOpen ? HIGH : LOW; }
inline void pinMode(int, int) {}
inline void analogReadResolution(int) {}
