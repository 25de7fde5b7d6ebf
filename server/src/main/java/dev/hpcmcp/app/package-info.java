/** The process: commands, settings, wiring. */
@NullMarked
package dev.hpcmcp.app;

import org.jspecify.annotations.NullMarked;
