// The same tool list, served by the TypeScript SDK: what hpc-mcp's start-up is measured against.
import { readFileSync } from 'node:fs';
import { Server } from '@modelcontextprotocol/server';
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';

const tools = JSON.parse(readFileSync(process.argv[2], 'utf8')).map(({ scope, toolset, ...tool }) => tool);
const server = new Server({ name: 'twin', version: '1' }, { capabilities: { tools: {} } });
server.setRequestHandler('tools/list', () => ({ tools }));
await server.connect(new StdioServerTransport());
