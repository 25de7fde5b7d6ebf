/** Agents that use hpc-mcp as any other program would: through an MCP client. */
@NullMarked
package dev.hpcmcp.examples;

import org.jspecify.annotations.NullMarked;
