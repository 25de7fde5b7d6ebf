/** Waiting, politely. */
@NullMarked
package dev.hpcmcp.watch;

import org.jspecify.annotations.NullMarked;
