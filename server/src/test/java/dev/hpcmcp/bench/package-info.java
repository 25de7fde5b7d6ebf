/** Programs that measure what we promise; each is started by a command in {@code bench/}. */
@NullMarked
package dev.hpcmcp.bench;

import org.jspecify.annotations.NullMarked;
