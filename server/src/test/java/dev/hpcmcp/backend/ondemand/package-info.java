@NullMarked
package dev.hpcmcp.backend.ondemand;

import org.jspecify.annotations.NullMarked;
