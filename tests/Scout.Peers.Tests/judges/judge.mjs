// node judge.mjs vonage-jwt < {"token":"…","key":"…"}   prints true or false.
// The key is the signature secret (HS256) or the public key as PEM (RS256).
import { verifySignature } from '@vonage/jwt';

let text = '';
for await (const chunk of process.stdin) {
  text += chunk;
}

const question = JSON.parse(text);
const checks = {
  'vonage-jwt': () => verifySignature(question.token, question.key),
};

let verdict = false;
try {
  verdict = checks[process.argv[2]]() === true;
} catch {
  // the library throws for what is no token at all
}

console.log(verdict);
