/** Tests of {@code dev.hpcmcp.app}. */
@NullMarked
package dev.hpcmcp.app;

import org.jspecify.annotations.NullMarked;
