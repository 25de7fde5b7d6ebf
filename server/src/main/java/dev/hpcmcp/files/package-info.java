/** Reading files that may be huge and may still grow. For any backend whose jobs print to files. */
@NullMarked
package dev.hpcmcp.files;

import org.jspecify.annotations.NullMarked;
