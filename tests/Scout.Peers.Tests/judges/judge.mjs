// node judge.mjs vonage-jwt < {"token":"…","key":"…"}   prints true or false.
// The key is the signature secret (HS256) or the public key as PEM (RS256).
// node judge.mjs twilio-form < {"token":"…","signature":"…","url":"…","params":{…}}   a name that repeats has an array
// node judge.mjs twilio-body < {"token":"…","signature":"…","url":"…","body":"…"}
import { verifySignature } from '@vonage/jwt';
import twilio from 'twilio';

let text = '';
for await (const chunk of process.stdin) {
  text += chunk;
}

const question = JSON.parse(text);
const checks = {
  'vonage-jwt': () => verifySignature(question.token, question.key),
  'twilio-form': () => twilio.validateRequest(question.token, question.signature, question.url, question.params),
  'twilio-body': () =>
    twilio.validateRequestWithBody(question.token, question.signature, question.url, question.body),
};

let verdict = false;
try {
  verdict = checks[process.argv[2]]() === true;
} catch {
  // the library throws for what is no token at all
}

console.log(verdict);
