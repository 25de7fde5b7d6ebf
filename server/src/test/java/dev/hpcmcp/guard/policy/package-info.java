@NullMarked
package dev.hpcmcp.guard.policy;

import org.jspecify.annotations.NullMarked;
