/** The examples, tried against the real server. */
@NullMarked
package dev.hpcmcp.examples;

import org.jspecify.annotations.NullMarked;
