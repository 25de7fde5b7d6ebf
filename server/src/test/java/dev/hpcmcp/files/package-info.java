@NullMarked
package dev.hpcmcp.files;

import org.jspecify.annotations.NullMarked;
