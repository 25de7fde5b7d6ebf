/** How we call other services over HTTP. */
@NullMarked
package dev.hpcmcp.rest;

import org.jspecify.annotations.NullMarked;
