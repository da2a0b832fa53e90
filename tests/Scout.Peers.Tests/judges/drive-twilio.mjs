// Drives the phone booth with Twilio's own client, step by step: one JSON request a line in, one JSON answer a line out.
import { createInterface } from 'node:readline';
import twilio from 'twilio';

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const settings = JSON.parse((await lines.next()).value);
const client = twilio(settings.accountSid, settings.authToken, { timeout: 5000 });
client.api.baseUrl = settings.url;
const brief = (item) => ({ sid: item.sid, status: item.status, to: item.to });
const steps = {
  call: async (step) => brief(await client.calls.create(step.order)),
  get: async (step) => brief(await client.calls(step.sid).fetch()),
  list: async (step) => (await client.calls.list({ to: step.to, startTimeAfter: new Date(0), limit: 5 })).map(brief),
  hangUp: async (step) => brief(await client.calls(step.sid).update({ status: 'completed' })),
  text: async (step) => brief(await client.messages.create(step.order)),
};

for await (const line of { [Symbol.asyncIterator]: () => lines }) {
  const step = JSON.parse(line);
  try {
    console.log(JSON.stringify({ value: (await steps[step.do](step)) ?? null }));
  } catch (error) {
    console.log(JSON.stringify({ error: `${error.code}`, status: error.status }));
  }
}
