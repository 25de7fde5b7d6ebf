/** What clusters can do, in small interfaces; and the one way to fail. */
@NullMarked
package dev.hpcmcp.port;

import org.jspecify.annotations.NullMarked;
