@NullMarked
package dev.hpcmcp.backend.local;

import org.jspecify.annotations.NullMarked;
