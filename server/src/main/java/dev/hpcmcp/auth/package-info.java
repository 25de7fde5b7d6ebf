/** Who is calling. */
@NullMarked
package dev.hpcmcp.auth;

import org.jspecify.annotations.NullMarked;
