/** The fake cluster, and what every real one means by its ports. */
@NullMarked
package dev.hpcmcp.port;

import org.jspecify.annotations.NullMarked;
