/** Tests of {@code dev.hpcmcp.guard}. */
@NullMarked
package dev.hpcmcp.guard;

import org.jspecify.annotations.NullMarked;
