@NullMarked
package dev.hpcmcp.store;

import org.jspecify.annotations.NullMarked;
