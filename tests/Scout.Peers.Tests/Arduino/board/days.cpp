// Lives days with the sketch: arguments are days, minutes between turns of the door, seconds for which the module is
// silent at the start, and where the clock of the board begins (it wraps after 49 days).
#include <cstdlib>
#include "Arduino.h"
#include "SigFox.h"

Board board;
Radio SigFox;
static unsigned long long lived;

unsigned long long Radio::passed() { return lived; }

#include "freezer.ino"

int main(int, char** arguments) {
  const unsigned long long day = 86400000ULL, step = 20ULL;
  const unsigned long long days = std::strtoull(arguments[1], nullptr, 10);
  const unsigned long long turn = std::strtoull(arguments[2], nullptr, 10) * 60000ULL;
  const unsigned long long silent = std::strtoull(arguments[3], nullptr, 10) * 1000ULL;
  board.now = static_cast<std::uint32_t>(std::strtoul(arguments[4], nullptr, 10));
  board.probe = 98;     // 0.316 V: -18.4 degrees
  board.battery = 730;  // 3.0 V
  setup();
  for (lived = 0; lived < days * day; lived += step, board.now += step) {
    board.moduleAnswers = lived >= silent;
    board.doorOpen = turn > 0 && lived / turn % 2 == 1;
    loop();
  }
}
