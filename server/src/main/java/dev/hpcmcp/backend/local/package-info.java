/** The embedded cluster: real processes on this machine. */
@NullMarked
package dev.hpcmcp.backend.local;

import org.jspecify.annotations.NullMarked;
