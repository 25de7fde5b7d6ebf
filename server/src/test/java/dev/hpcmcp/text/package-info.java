/** Tests of {@code dev.hpcmcp.text}. */
@NullMarked
package dev.hpcmcp.text;

import org.jspecify.annotations.NullMarked;
