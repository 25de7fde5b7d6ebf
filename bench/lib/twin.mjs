// The same tools, registered with the TypeScript SDK as its users do: what hpc-mcp's start-up is measured against.
import { readFileSync } from 'node:fs';
import { McpServer, fromJsonSchema } from '@modelcontextprotocol/server';
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';

const server = new McpServer({ name: 'twin', version: '1' });
for (const tool of JSON.parse(readFileSync(process.argv[2], 'utf8'))) {
    const { name, title, description, annotations } = tool;
    const inputSchema = fromJsonSchema(tool.inputSchema);
    const outputSchema = fromJsonSchema(tool.outputSchema);
    server.registerTool(name, { title, description, annotations, inputSchema, outputSchema }, () => ({ content: [] }));
}
await server.connect(new StdioServerTransport());
