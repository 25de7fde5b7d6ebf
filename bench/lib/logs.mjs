// Reads the end of a small and of a huge log, in turn, through one server.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const [root, runs] = [process.argv[2], Number(process.argv[3])];
const home = mkdtempSync(join(tmpdir(), 'hpc-mcp-logs-'));
const heap = '-Xmx64m';

const child = spawn(join(root, 'hpc-mcp'), ['stdio'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, HPC_MCP_CONFIG: '/dev/null', JAVA_TOOL_OPTIONS: `${heap} -Duser.home=${home}` },
});
const waiting = new Map();
createInterface({ input: child.stdout }).on('line', (line) => {
    const message = JSON.parse(line);
    waiting.get(message.id)?.(message);
    waiting.delete(message.id);
});
let last = 0;
function ask(method, params) {
    const id = ++last;
    child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
    return new Promise((resolve) => waiting.set(id, resolve));
}
async function call(name, args) {
    const { result, error } = await ask('tools/call', { name, arguments: args });
    if (error || result.isError) throw new Error(JSON.stringify(error ?? result.content));
    return result.structuredContent;
}

/** A job whose output is the file, made by the script; waits until it has ended. */
async function printed(file, script) {
    const { job } = await call('submit_job', { script: `#!/bin/sh\n${script}`, stdout_path: file });
    let done;
    do done = await call('wait_for_job', { job_ids: [job.job_id], timeout_seconds: 100 });
    while (!done.reached);
    if (done.jobs[0].outcome !== 'succeeded') throw new Error(JSON.stringify(done.jobs[0]));
    return job.job_id;
}

const LINE = 'awk "BEGIN { for (i = 0; i < COUNT; i++) print i, \\"lorem ipsum dolor sit amet consectetur\\" }"';
const lines = (n) => LINE.replace('COUNT', n);
const peak = () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? NaN) / 1024;
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

try {
    await ask('initialize', { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'bench', version: '1' } });
    child.stdin.write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n');
    const [small, huge] = [join(home, 'small.log'), join(home, 'huge.log')];
    const jobs = {
        small: await printed(small, lines(230)),
        huge: await printed(huge, `truncate -s 10G '${huge}'; ${lines(2_200_000)} >> '${huge}'`),
    };
    const times = { small: [], huge: [] };
    let before;
    for (let run = -30; run < runs; run++) {
        for (const [size, job_id] of Object.entries(jobs)) {
            const start = process.hrtime.bigint();
            const log = await call('get_session_logs', { job_id, lines: 200 });
            const took = Number(process.hrtime.bigint() - start) / 1e6;
            if (log.lines !== 200) throw new Error(`${log.lines} lines of ${size}`);
            if (run >= 0) times[size].push(took);
        }
        if (run === -1) before = peak();
    }
    const size = (file) => statSync(file).size;
    console.log(`${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, node ${process.version}; ${runs} runs each, in turn, heap ${heap}`);
    for (const [name, file] of [['small', small], ['huge', huge]]) {
        console.log(`${(size(file) / 1024).toFixed(0).padStart(9)} KB: the last 200 lines after ${median(times[name]).toFixed(2)} ms (${Math.min(...times[name]).toFixed(2)}-${Math.max(...times[name]).toFixed(2)})`);
    }
    const start = process.hrtime.bigint();
    const found = await call('get_session_logs', { job_id: jobs.huge, search: '^no such line$', lines: 10 });
    console.log(`one search call over the huge log: ${(Number(process.hrtime.bigint() - start) / 1e6).toFixed(0)} ms, goes on at a cursor: ${found.truncated}`);
    console.log(`peak memory of the process: ${before.toFixed(0)} MB before, ${peak().toFixed(0)} MB after`);
    const ratio = median(times.huge) / median(times.small);
    console.log(`ratio huge / small: ${ratio.toFixed(2)} (promised: under 2)`);
    process.exitCode = ratio < 2 ? 0 : 1;
} finally {
    child.stdin.end();
    await new Promise((resolve) => child.on('exit', resolve));
    rmSync(home, { recursive: true, force: true });
}
