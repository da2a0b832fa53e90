// A freezer that reports its temperature and its door by Sigfox, for an Arduino MKR FOX 1200. See ../README.md.
#include <SigFox.h>
#include "Message.h"
#include "Quota.h"

const int ProbePin = A1;                      // TMP36: 0.5 V at 0 degrees, 10 mV each
const int DoorPin = 4;                        // closed door: connected to ground
const uint32_t Every = 12UL * 60UL * 1000UL;  // five an hour: one is always left for the door
const uint32_t Settle = 50;                   // a switch chatters for some milliseconds
const uint32_t Rest = 60UL * 1000UL;          // before a module that did not answer is asked again

Quota quota;
uint32_t sentAt;
uint32_t askedAt;
bool silent = false;
uint32_t turnedAt;
bool restarted = true;
bool doorSeen = false;
bool doorOpen = false;
bool doorTold = false;

float celsius() {
  const float volts = analogRead(ProbePin) * (3.3f / 1023.0f);
  return (volts - 0.5f) * 100.0f;
}

float supply() {
  return analogRead(ADC_BATTERY) * (3.3f / 1023.0f) * 1.275f;  // behind the divider of the board
}

// False: nothing went on the air.
bool send(const Message& message, uint32_t now) {
  if (!SigFox.begin()) {
    return false;
  }

  quota.spent(now);
  SigFox.beginPacket();
  SigFox.write(message.bytes, sizeof message.bytes);
  SigFox.endPacket();
  SigFox.end();
  return true;
}

void watchDoor(uint32_t now) {
  const bool open = digitalRead(DoorPin) == HIGH;
  if (open != doorSeen) {
    doorSeen = open;
    turnedAt = now;
  } else if (open != doorOpen && now - turnedAt >= Settle) {
    doorOpen = open;
  }
}

void setup() {
  pinMode(DoorPin, INPUT_PULLUP);
  analogReadResolution(10);
}

void loop() {
  const uint32_t now = millis();
  watchDoor(now);
  const bool due = restarted || doorOpen != doorTold || now - sentAt >= Every;
  const bool resting = silent && now - askedAt < Rest;
  if (!due || resting || !quota.allows(now)) {
    return;
  }

  askedAt = now;
  silent = !send(Message(celsius(), supply(), doorOpen, restarted), now);
  if (!silent) {
    sentAt = now;
    doorTold = doorOpen;
    restarted = false;
  }
}
