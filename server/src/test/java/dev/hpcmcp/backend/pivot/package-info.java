@NullMarked
package dev.hpcmcp.backend.pivot;

import org.jspecify.annotations.NullMarked;
