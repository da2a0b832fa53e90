// node judge.mjs vonage-jwt < {"token":"…","key":"…"}   prints true or false.
// The key is the signature secret (HS256) or the public key as PEM (RS256).
// node judge.mjs twilio-form < {"token":"…","signature":"…","url":"…","params":{…}}   a name that repeats has an array
// node judge.mjs twilio-body < {"token":"…","signature":"…","url":"…","body":"…"}
// node judge.mjs web-push < {"body":"base64","secret":"…","auth":"…","authorization":"vapid …","endpoint":"…","key":"…","words":[…]}
// The browser's side: what came opens with the browser's own key, and its sender is the one the browser was told.
import { createECDH, createPublicKey } from 'node:crypto';
import { verifySignature } from '@vonage/jwt';
import ece from 'http_ece';
import jws from 'jws';
import twilio from 'twilio';

let text = '';
for await (const chunk of process.stdin) {
  text += chunk;
}

const question = JSON.parse(text);
const checks = {
  'web-push': () => isSigned(question) && question.words.every((word) => opened(question).includes(word)),
  'vonage-jwt': () => verifySignature(question.token, question.key),
  'twilio-form': () => twilio.validateRequest(question.token, question.signature, question.url, question.params),
  'twilio-body': () =>
    twilio.validateRequestWithBody(question.token, question.signature, question.url, question.body),
};

function opened({ body, secret, auth }) {
  const privateKey = createECDH('prime256v1');
  privateKey.setPrivateKey(Buffer.from(secret, 'base64url'));
  const sealed = Buffer.from(body, 'base64');
  return ece.decrypt(sealed, { version: 'aes128gcm', privateKey, authSecret: auth }).toString('utf8');
}

function isSigned({ authorization, endpoint, key, now }) {
  const [, token, sender] = /^vapid t=([^,]+), k=([-_A-Za-z0-9]+)$/.exec(authorization);
  const point = Buffer.from(sender, 'base64url');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'));
  const pem = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  const claims = jws.decode(token).payload;
  return (
    sender === key &&
    jws.verify(token, 'ES256', pem.export({ type: 'spki', format: 'pem' })) &&
    claims.aud === new URL(endpoint).origin &&
    claims.exp > now &&
    claims.exp <= now + 24 * 60 * 60 &&
    /^(https:|mailto:)/.test(claims.sub)
  );
}

let verdict = false;
try {
  verdict = checks[process.argv[2]]() === true;
} catch {
  // the library throws for what is no token at all
}

console.log(verdict);
