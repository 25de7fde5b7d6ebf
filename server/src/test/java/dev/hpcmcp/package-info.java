/** Rules over the whole server. */
@NullMarked
package dev.hpcmcp;

import org.jspecify.annotations.NullMarked;
