/** Tests of {@code dev.hpcmcp.watch}. */
@NullMarked
package dev.hpcmcp.watch;

import org.jspecify.annotations.NullMarked;
