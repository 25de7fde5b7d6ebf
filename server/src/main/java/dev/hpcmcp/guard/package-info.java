/** What is allowed. */
@NullMarked
package dev.hpcmcp.guard;

import org.jspecify.annotations.NullMarked;
