// Starts servers in turn and times each from its start to the answer of tools/list.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { cpus, totalmem } from 'node:os';

const [root, work, runs] = [process.argv[2], process.argv[3], Number(process.argv[4])];
const app = join(root, 'server/target/app');
const cache = readdirSync(app).find((name) => name.endsWith('.aot'));
const jdk = spawnSync('sh', ['-c', `. "${root}/.mvn/jdk.sh"; find_jdk && printf %s "$JDK"`]).stdout.toString();

const servers = {
    'hpc-mcp (launcher)': [join(root, 'hpc-mcp'), 'stdio'],
    'hpc-mcp (bare java)': [
        join(jdk, 'bin/java'), '-Xlog:disable', '-Xlog:all=error:stderr', '--enable-native-access=ALL-UNNAMED',
        '-XX:+UseCompactObjectHeaders', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', `-XX:AOTCache=${join(app, cache)}`, '-cp', join(app, 'hpc-mcp.jar'),
        'dev.hpcmcp.app.Main', 'stdio',
    ],
    'TypeScript server': [process.execPath, join(work, 'twin.mjs'), join(work, 'published.json')],
    'TypeScript, bare': [process.execPath, join(work, 'bare-twin.mjs'), join(work, 'published.json')],
};

const REQUESTS = [
    { jsonrpc: '2.0', id: 1, method: 'initialize', params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'bench', version: '1' } } },
    { jsonrpc: '2.0', method: 'notifications/initialized' },
    { jsonrpc: '2.0', id: 2, method: 'tools/list' },
];

function peakMegabytes(pid) {
    try {
        return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
    } catch {
        return NaN; // no /proc on this system
    }
}

function once([command, ...args]) {
    return new Promise((resolve, reject) => {
        const started = process.hrtime.bigint();
        const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'] });
        const result = {};
        child.on('error', reject);
        child.on('exit', () => (result.list ? resolve(result) : reject(new Error(`${command} ended without an answer`))));
        createInterface({ input: child.stdout }).on('line', (line) => {
            const message = JSON.parse(line);
            if (message.id === 1) {
                child.stdin.write(`${JSON.stringify(REQUESTS[1])}\n${JSON.stringify(REQUESTS[2])}\n`);
            } else if (message.id === 2) {
                result.list = Number(process.hrtime.bigint() - started) / 1e6;
                result.tools = message.result.tools.length;
                result.memory = peakMegabytes(child.pid);
                child.stdin.end();
            }
        });
        child.stdin.write(`${JSON.stringify(REQUESTS[0])}\n`);
    });
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const seen = Object.fromEntries(Object.keys(servers).map((name) => [name, []]));
for (let run = -1; run < runs; run++) {
    for (const [name, command] of Object.entries(servers)) {
        const result = await once(command);
        if (run >= 0) seen[name].push(result);
    }
}

console.log(`${cpus().length} x ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, node ${process.version}; ${runs} runs each, in turn`);
for (const [name, results] of Object.entries(seen)) {
    const times = results.map((r) => r.list);
    console.log(
        `${name.padEnd(20)} tools/list after ${median(times).toFixed(0)} ms (${Math.min(...times).toFixed(0)}-${Math.max(...times).toFixed(0)}), ` +
            `${median(results.map((r) => r.memory)).toFixed(0)} MB, ${results[0].tools} tools`,
    );
}
const of = (name) => median(seen[name].map((r) => r.list));
console.log(`launcher adds ${(of('hpc-mcp (launcher)') - of('hpc-mcp (bare java)')).toFixed(0)} ms`);
const ratio = (name) => (of('hpc-mcp (launcher)') / of(name)).toFixed(2);
console.log(`ratio hpc-mcp (launcher) / TypeScript server: ${ratio('TypeScript server')} (promised: at most 1.10)`);
console.log(`ratio hpc-mcp (launcher) / TypeScript, bare: ${ratio('TypeScript, bare')}`);
