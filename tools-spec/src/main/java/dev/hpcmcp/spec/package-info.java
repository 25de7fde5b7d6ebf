/** What an agent sees of each tool: pure data, one file a tool. */
@NullMarked
package dev.hpcmcp.spec;

import org.jspecify.annotations.NullMarked;
