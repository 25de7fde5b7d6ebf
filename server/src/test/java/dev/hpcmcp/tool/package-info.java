/** Tests of {@code dev.hpcmcp.tool}. */
@NullMarked
package dev.hpcmcp.tool;

import org.jspecify.annotations.NullMarked;
