/** The HTTP process: the only place that knows Spring. */
@NullMarked
package dev.hpcmcp.app.http;

import org.jspecify.annotations.NullMarked;
