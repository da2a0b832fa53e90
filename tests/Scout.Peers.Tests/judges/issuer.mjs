// node issuer.mjs RS256|ES256   An OpenID issuer on a port of this machine; one person signs in by agreeing at once.
// A line in: {"redirect":"…"}; a line out: {"issuer":"…"}. It ends with its input.
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import Provider from 'oidc-provider';

const algorithm = process.argv[2];
const pair =
  algorithm === 'ES256'
    ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
    : generateKeyPairSync('rsa', { modulusLength: 2048 });
const key = { ...pair.privateKey.export({ format: 'jwk' }), kid: 'key-1', use: 'sig', alg: algorithm };
const lines = createInterface({ input: process.stdin });
const server = createServer();

const settings = await new Promise((resolve) => lines.once('line', (line) => resolve(JSON.parse(line))));
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const issuer = `http://127.0.0.1:${server.address().port}`;
const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'scout-client',
      client_secret: 'scout secret/with+signs',
      redirect_uris: [settings.redirect],
      id_token_signed_response_alg: algorithm,
    },
  ],
  jwks: { keys: [key] },
  cookies: { keys: ['of this test'] },
  claims: { email: ['email', 'email_verified'], profile: ['name'] },
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false }, claimsParameter: { enabled: true } },
  interactions: { url: (context, interaction) => `/agree/${interaction.uid}` },
  findAccount: (context, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email: 'ada@example.org', email_verified: true, name: 'Ada Lovelace' }),
  }),
});

async function agree(request, response) {
  const { prompt, params, session, grantId } = await provider.interactionDetails(request, response);
  if (prompt.name === 'login' || prompt.name === 'select_account') {
    return provider.interactionFinished(request, response, { login: { accountId: 'ada' }, select_account: {} });
  }

  const grant = grantId
    ? await provider.Grant.find(grantId)
    : new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  grant.addOIDCClaims([...(prompt.details.missingOIDCClaims ?? [])]);
  return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } });
}

const callback = provider.callback();
server.on('request', (request, response) => {
  if (!request.url.startsWith('/agree/')) {
    callback(request, response);
    return;
  }

  agree(request, response).catch((error) => {
    response.statusCode = 500;
    response.end(String(error));
  });
});
lines.on('close', () => process.exit(0));
console.log(JSON.stringify({ issuer }));
