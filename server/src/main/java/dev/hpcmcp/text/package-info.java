/** What agents read. */
@NullMarked
package dev.hpcmcp.text;

import org.jspecify.annotations.NullMarked;
