@NullMarked
package dev.hpcmcp.backend.skaha;

import org.jspecify.annotations.NullMarked;
