// Prints a realm of Keycloak as a centre would have it: a public client for people with PKCE, our scopes as optional client
// scopes, an audience, a group, a person; and two clients for trying, one of which is not made for this server.   Usage: node keycloak-realm.mjs AUDIENCE SCOPE... >realm.json
const [audience, ...scopes] = process.argv.slice(2);

const mapper = (name, kind, config) => ({
    name,
    protocol: 'openid-connect',
    protocolMapper: kind,
    config: { 'access.token.claim': 'true', 'introspection.token.claim': 'true', ...config },
});
const scope = (name, mappers) => ({
    name,
    protocol: 'openid-connect',
    attributes: { 'include.in.token.scope': String(!mappers) },
    protocolMappers: mappers ?? [],
});
const client = (clientId, defaults, password) => ({
    clientId,
    directAccessGrantsEnabled: password,
    publicClient: true,
    standardFlowEnabled: true,
    redirectUris: ['http://127.0.0.1:8765/callback'],
    attributes: password ? {} : { 'pkce.code.challenge.method': 'S256' },
    defaultClientScopes: defaults,
    optionalClientScopes: scopes,
});
const who = [
    mapper('name', 'oidc-usermodel-attribute-mapper', { 'user.attribute': 'username', 'claim.name': 'preferred_username' }),
    mapper('groups', 'oidc-group-membership-mapper', { 'claim.name': 'groups', 'full.path': 'false' }),
];

console.log(JSON.stringify({
    realm: 'hpc',
    enabled: true,
    sslRequired: 'none',
    clientScopes: [
        scope('who', who),
        scope('for-hpc', [mapper('audience', 'oidc-audience-mapper', { 'included.custom.audience': audience })]),
        ...scopes.map((name) => scope(name)),
    ],
    clients: [
        client('web', ['who', 'for-hpc'], false),
        client('script', ['who', 'for-hpc'], true),
        client('elsewhere', ['who'], true),
    ],
    groups: [{ name: 'staff' }],
    users: [{
        username: 'alice',
        enabled: true,
        emailVerified: true,
        email: 'alice@example.org',
        firstName: 'Alice',
        lastName: 'Example',
        groups: ['staff'],
        credentials: [{ type: 'password', value: 'wonderland', temporary: false }],
    }],
}, null, 1));
