/** A gateway that speaks the REST API which S9S once described. */
@NullMarked
package dev.hpcmcp.backend.s9s;

import org.jspecify.annotations.NullMarked;
