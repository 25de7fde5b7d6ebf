// Submits jobs to a real Slurm through our server and by plain HTTP, in turn.
import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';

const [root, rounds] = [process.argv[2], Number(process.argv[3])];
const { HPC_MCP_SLURM_URL: slurm, HPC_MCP_SLURM_KEY: key, HPC_MCP_SLURM_USERS: prefix } = process.env;
const CLIENTS = 8;
const JOBS = 25; // each client, each round
const ALONE = 60; // one client, each round
const WARM = { block: 10, blocks: 16, falling: 0.97 }; // rounds; a server that runs for weeks is measured when compiling makes it no faster any more
const users = Array.from({ length: CLIENTS }, (_, i) => `${prefix}${String(i + 1).padStart(2, '0')}`);
const home = mkdtempSync(join(tmpdir(), 'hpc-mcp-slurm-bench-'));
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const ms = (since) => Number(process.hrtime.bigint() - since) / 1e6;

/** One connection that is kept. */
function client(url, headers) {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    return (path, body) =>
        new Promise((resolve, reject) => {
            const text = JSON.stringify(body);
            const options = { agent, method: 'POST', headers: { ...headers(), 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) } };
            const call = request(url + path, options, (reply) => {
                let all = '';
                reply.setEncoding('utf8').on('data', (part) => (all += part));
                reply.on('end', () => resolve({ headers: reply.headers, text: all })).on('error', reject);
            });
            call.on('error', reject).end(text);
        });
}

const base64 = (text) => Buffer.from(text).toString('base64url');
function token(user) {
    const now = Math.floor(Date.now() / 1000);
    const signed = `${base64('{"alg":"HS256","typ":"JWT"}')}.${base64(JSON.stringify({ exp: now + 3600, iat: now, sun: user }))}`;
    return `${signed}.${createHmac('sha256', readFileSync(key)).update(signed).digest('base64url')}`;
}

// Held: the jobs' own work is not what is measured.
const script = '#!/bin/sh\ntrue\n';
function raw(user) {
    const pass = token(user);
    const send = client(slurm, () => ({ 'X-SLURM-USER-NAME': user, 'X-SLURM-USER-TOKEN': pass }));
    // What our server sends: the same call on both sides.
    const job = {
        name: 'bench', current_working_directory: '/tmp',
        environment: {
            HOME: `/home/${user}`, HPC_MCP_CALL: '00000000-0000-0000-0000-000000000000', HPC_MCP_CLIENT: 'bench_1', HPC_MCP_USER: user,
            LOGNAME: user, PATH: '/usr/local/bin:/usr/bin:/bin', USER: user,
        },
        standard_output: '/tmp/slurm-%j.out', standard_error: '/tmp/slurm-%j.err', hold: true, comment: `hpc-mcp:hpcmcp-0123456789abcdef by ${user}`,
    };
    return async () => {
        const { text } = await send('/slurm/v0.0.38/job/submit', { script, job });
        if (!JSON.parse(text).job_id) throw new Error(text);
    };
}

let calls = 0;
async function mcp(url, user, extra) {
    let session;
    const send = client(url, () => ({ Authorization: `Bearer token-of-${user}`, Accept: 'application/json, text/event-stream', ...(session && { 'Mcp-Session-Id': session }) }));
    const ask = (method, params) => send('', { jsonrpc: '2.0', id: ++calls, method, params });
    const first = await ask('initialize', { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'bench', version: '1' } });
    session = first.headers['mcp-session-id'];
    await send('', { jsonrpc: '2.0', method: 'notifications/initialized' });
    return async () => {
        const { text } = await ask('tools/call', { name: 'submit_job', arguments: { name: 'bench', hold: true, script, working_directory: '/tmp', ...extra() } });
        const line = text.startsWith('{') ? text : text.split('\n').findLast((part) => part.startsWith('data:')).slice(5);
        if (!JSON.parse(line).result?.structuredContent?.job) throw new Error(text);
    };
}

async function rate(clients) {
    const start = process.hrtime.bigint();
    await Promise.all(clients.map(async (submit) => {
        for (let i = 0; i < JOBS; i++) await submit();
    }));
    return (1000 * CLIENTS * JOBS) / ms(start);
}

/** Processor time of our server so far, in ms: it hardly depends on what else the machine does. */
const ours = (pid) => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ').slice(11, 13).reduce((sum, ticks) => sum + 10 * Number(ticks), 0);

/** Until a submit has not become cheaper twice. How many rounds it took. */
async function warm(pid, sides) {
    let best = Infinity;
    for (let block = 1, alike = 0; ; block++) {
        const before = ours(pid);
        for (let round = 0; round < WARM.block; round++) for (const clients of sides) await rate(clients);
        const cost = ours(pid) - before;
        alike = cost > WARM.falling * best ? alike + 1 : 0;
        best = Math.min(best, cost);
        if (alike === 2 || block === WARM.blocks) return block * WARM.block;
    }
}

async function latency(submit) {
    const times = [];
    for (let i = 0; i < ALONE; i++) {
        const start = process.hrtime.bigint();
        await submit();
        times.push(ms(start));
    }
    return median(times);
}

function serve() {
    const config = join(home, 'config.yml');
    writeFileSync(config, [
        `clusters: [{id: lab, kind: slurm, url: "${slurm}", jwt-key-file: ${key}}]`,
        `store: {url: "jdbc:sqlite:${join(home, 'store.db')}"}`,
        'http:', '  requests-per-minute: 10000000', '  tokens:',
        ...users.map((user) => `    - {token: token-of-${user}, subject: ${user}, scopes: ["jobs:read", "jobs:write", "clusters:read"]}`),
    ].join('\n'));
    const child = spawn(join(root, 'hpc-mcp'), ['http', '--port', '0', '--config', config], {
        stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, JAVA_TOOL_OPTIONS: process.env.BENCH_JAVA ?? '' },
    });
    return new Promise((resolve, reject) => {
        let said = '';
        child.on('exit', () => reject(new Error(said)));
        child.stderr.setEncoding('utf8').on('data', (part) => {
            said += part;
            const url = /listening on (http\S+)/.exec(said);
            if (url) resolve({ child, url: url[1] });
        });
    });
}

const { child, url } = await serve();
child.removeAllListeners('exit');
try {
    const sides = {
        'plain HTTP': users.map(raw),
        'through MCP': await Promise.all(users.map((user) => mcp(url, user, () => ({})))),
        'with request_id': await Promise.all(users.map((user) => mcp(url, user, () => ({ request_id: `run ${++calls}` })))),
    };
    const warmed = await warm(child.pid, Object.values(sides).slice(1));
    const seen = Object.fromEntries(Object.keys(sides).map((side) => [side, { rates: [], times: [], cost: [] }]));
    for (let round = 0; round < rounds; round++) {
        for (const [side, clients] of Object.entries(sides)) {
            const before = ours(child.pid);
            seen[side].rates.push(await rate(clients));
            seen[side].times.push(await latency(clients[0]));
            seen[side].cost.push((ours(child.pid) - before) / (CLIENTS * JOBS + ALONE));
        }
    }
    console.log(`${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, node ${process.version}; ${rounds} rounds in turn after ${warmed} to warm up, ${CLIENTS} clients`);
    for (const [side, { rates, times, cost }] of Object.entries(seen)) {
        console.log(`${side.padEnd(15)} ${median(rates).toFixed(0).padStart(5)} jobs/s (${Math.min(...rates).toFixed(0)}-${Math.max(...rates).toFixed(0)}); alone a submit takes ${median(times).toFixed(2)} ms; our processor time ${median(cost).toFixed(2)} ms`);
    }
    // Round by round: the machine's own pace may change within a minute.
    const compared = (side, what, how) => median(seen[side][what].map((one, round) => how(one, seen['plain HTTP'][what][round])));
    const ratio = (side) => compared(side, 'rates', (one, plain) => one / plain);
    const added = (side) => compared(side, 'times', (one, plain) => one - plain);
    console.log(`ratio through MCP / plain HTTP: ${ratio('through MCP').toFixed(2)} (promised: at least 0.60); with request_id ${ratio('with request_id').toFixed(2)}`);
    console.log(`added to a submit: ${added('through MCP').toFixed(2)} ms (promised: under 3); with request_id ${added('with request_id').toFixed(2)} ms`);
    process.exitCode = ratio('through MCP') >= 0.6 && added('through MCP') < 3 ? 0 : 1;
} finally {
    child.kill();
    rmSync(home, { recursive: true, force: true });
}
