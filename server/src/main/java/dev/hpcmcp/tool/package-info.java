/** What tools do: one short method a tool. */
@NullMarked
package dev.hpcmcp.tool;

import org.jspecify.annotations.NullMarked;
