/** CANFAR's science platform: containers run as batch jobs or as sessions in the browser. */
@NullMarked
package dev.hpcmcp.backend.skaha;

import org.jspecify.annotations.NullMarked;
