@NullMarked
package dev.hpcmcp.backend.s9s;

import org.jspecify.annotations.NullMarked;
