/** How the published tools are made from the records, and the rules they all keep. */
@NullMarked
package dev.hpcmcp.spec;

import org.jspecify.annotations.NullMarked;
