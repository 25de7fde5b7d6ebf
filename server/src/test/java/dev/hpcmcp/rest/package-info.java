/** Calls against servers that behave well, and against many that do not. */
@NullMarked
package dev.hpcmcp.rest;

import org.jspecify.annotations.NullMarked;
