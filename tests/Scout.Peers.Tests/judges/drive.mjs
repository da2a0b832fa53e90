// Drives the phone booth with Vonage's own client, step by step: one JSON request a line in, one JSON answer a line out.
import { createInterface } from 'node:readline';
import { Auth } from '@vonage/auth';
import { SMS } from '@vonage/messages';
import { Vonage } from '@vonage/server-sdk';

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const settings = JSON.parse((await lines.next()).value);
const vonage = new Vonage(new Auth(settings.auth), { apiHost: settings.url, restHost: settings.url });
const steps = {
  call: (step) =>
    vonage.voice.createOutboundCall({
      to: [{ type: 'phone', number: step.to }],
      from: { type: 'phone', number: step.from },
      ncco: step.ncco,
      eventUrl: [step.eventUrl],
      ringingTimer: 45,
    }),
  get: (step) => vonage.voice.getCall(step.uuid),
  hangUp: (step) => vonage.voice.hangupCall(step.uuid),
  text: (step) => vonage.messages.send(new SMS({ to: step.to, from: step.from, text: step.text, clientRef: 'ref-1' })),
};

for await (const line of { [Symbol.asyncIterator]: () => lines }) {
  const step = JSON.parse(line);
  try {
    console.log(JSON.stringify({ value: (await steps[step.do](step)) ?? null }));
  } catch (error) {
    console.log(JSON.stringify({ error: error.message, status: error.response?.status }));
  }
}
