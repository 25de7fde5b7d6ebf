/** The protocol's edge: the only place that knows the MCP SDK. */
@NullMarked
package dev.hpcmcp.mcp;

import org.jspecify.annotations.NullMarked;
