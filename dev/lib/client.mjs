// Drives a server with the official TypeScript client: submit, wait with progress, read, fail, and what it is told then.
// Usage: node client.mjs stdio COMMAND [ARG ...]   |   node client.mjs http URL TOKEN
import assert from 'node:assert/strict';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

const [kind, target, ...rest] = process.argv.slice(2);
const transport =
    kind === 'stdio'
        ? new StdioClientTransport({ command: target, args: rest, env: process.env })
        : new StreamableHTTPClientTransport(new URL(target), {
              requestInit: { headers: { Authorization: `Bearer ${rest[0]}` } },
          });
const client = new Client({ name: 'try', version: '1' });
await client.connect(transport);

const names = (await client.listTools()).tools.map((tool) => tool.name);
assert.ok(names.includes('submit_job') && names.includes('get_session_logs'), names.join());
assert.match(client.getInstructions(), /wait_for_job/);

const call = (name, args, options) => client.callTool({ name, arguments: args }, options);
const submitted = await call('submit_job', { script: '#!/bin/sh\nsleep 1; echo hello from $HPC_MCP_JOB_ID' });
const { job_id } = submitted.structuredContent.job;

const heard = [];
const waited = await call('wait_for_job', { job_ids: [job_id] }, { onprogress: (progress) => heard.push(progress) });
assert.equal(waited.structuredContent.jobs[0].outcome, 'succeeded');
assert.ok(heard.length > 0, 'no progress was told');

const log = await call('get_session_logs', { job_id });
assert.match(log.structuredContent.text, new RegExp(`hello from ${job_id}`));

const refused = await call('get_job', { job_ids: ['../../etc/passwd'] });
assert.equal(refused.isError, true);
assert.match(refused.content[0].text, /^invalid_input: job_ids/);

await client.close();
console.log(`${kind}: ${names.length} tools, job ${job_id} succeeded, ${heard.length} progress notes`);
