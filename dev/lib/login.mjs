// Signs in as a person does, with the official TypeScript client: it finds out by itself who signs people in, logs in with
// PKCE, gets a token for this server, and comes back for another scope when a tool needs it.
// Usage: node login.mjs URL atOurTests|atKeycloak
import assert from 'node:assert/strict';
import { Client, StreamableHTTPClientTransport, UnauthorizedError } from '@modelcontextprotocol/client';
import * as browsers from './browsers.mjs';

const url = new URL(process.argv[2]);
const visit = browsers[process.argv[3]];
const asked = []; // each visit to the provider's login page
const seen = { code: undefined };

const person = {
    redirectUrl: 'http://127.0.0.1:8765/callback',
    clientMetadata: { client_name: 'try', redirect_uris: ['http://127.0.0.1:8765/callback'] },
    clientInformation: () => ({ client_id: 'web' }),
    tokens: () => seen.tokens,
    saveTokens: (tokens) => void (seen.tokens = tokens),
    saveCodeVerifier: (verifier) => void (seen.verifier = verifier),
    codeVerifier: () => seen.verifier,
    discoveryState: () => seen.discovery,
    saveDiscoveryState: (state) => void (seen.discovery = state),
    async redirectToAuthorization(page) {
        asked.push(page);
        const back = await visit(page);
        assert.equal(back.origin + back.pathname, person.redirectUrl);
        seen.back = back.searchParams;
        assert.ok(seen.back.get('code'), back.href);
    },
};

async function connected() {
    const client = new Client({ name: 'try', version: '1' });
    const transport = new StreamableHTTPClientTransport(url, { authProvider: person });
    await client.connect(transport);
    return { client, transport };
}

async function afterSigningIn(work, transport) {
    await assert.rejects(work, (error) => error instanceof UnauthorizedError || /unauthorized/i.test(String(error)));
    await transport.finishAuth(seen.back);
}

// Without a token: sent to sign in.
const stranger = new StreamableHTTPClientTransport(url, { authProvider: person });
await afterSigningIn(new Client({ name: 'try', version: '1' }).connect(stranger), stranger);
const first = asked[0].searchParams;
assert.equal(first.get('code_challenge_method'), 'S256');
assert.equal(first.get('resource'), url.href);
assert.ok(first.get('scope').split(' ').includes('clusters:read'), first.get('scope'));
const claims = JSON.parse(Buffer.from(seen.tokens.access_token.split('.')[1], 'base64url'));
assert.ok([claims.aud].flat().includes(url.href), String(claims.aud));

// With it: let in, as whom the provider named.
const { client, transport } = await connected();
const names = (await client.listTools()).tools.map((tool) => tool.name);
assert.ok(names.includes('submit_job'), names.join());
const submitted = await client.callTool({ name: 'submit_job', arguments: { command: ['true'] } });
assert.ok(submitted.structuredContent.job.job_id);

// With one that allows less: the tool that needs more says so, and the client comes back with it.
seen.tokens = undefined;
const narrow = { ...person, redirectToAuthorization: async (page) => {
    if (asked.length === 1) page.searchParams.set('scope', 'clusters:read');
    await person.redirectToAuthorization(page);
} };
const less = new StreamableHTTPClientTransport(url, { authProvider: narrow });
await afterSigningIn(new Client({ name: 'try', version: '1' }).connect(less), less);
const again = new StreamableHTTPClientTransport(url, { authProvider: person });
const careful = new Client({ name: 'try', version: '1' });
await careful.connect(again);
assert.ok(!(await careful.listTools()).tools.some((tool) => tool.name === 'submit_job'));
await afterSigningIn(careful.callTool({ name: 'submit_job', arguments: { command: ['true'] } }), again);
assert.equal(asked.length, 3);
assert.deepEqual(asked[2].searchParams.get('scope').split(' ').sort(), ['clusters:read', 'jobs:write']);
const grown = await careful.callTool({ name: 'submit_job', arguments: { command: ['true'] } });
assert.ok(grown.structuredContent.job.job_id);

for (const one of [client, careful]) await one.close();
console.log(`oauth: signed in with PKCE, ${names.length} tools, stepped up from clusters:read to jobs:write`);
