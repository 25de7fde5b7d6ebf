// The least that can be done in TypeScript: the protocol's own server and one ready-made list, nothing registered.
import { readFileSync } from 'node:fs';
import { Server } from '@modelcontextprotocol/server';
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';

const tools = JSON.parse(readFileSync(process.argv[2], 'utf8')).map(({ scope, toolset, ...tool }) => tool);
const server = new Server({ name: 'twin', version: '1' }, { capabilities: { tools: {} } });
server.setRequestHandler('tools/list', () => ({ tools }));
await server.connect(new StdioServerTransport());
