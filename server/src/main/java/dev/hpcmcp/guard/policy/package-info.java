/** What the operator's rules let each caller do, and how much of it. */
@NullMarked
package dev.hpcmcp.guard.policy;

import org.jspecify.annotations.NullMarked;
