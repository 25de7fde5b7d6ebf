/** What is remembered: jobs that were submitted through us. The only importer of JDBC. */
@NullMarked
package dev.hpcmcp.store;

import org.jspecify.annotations.NullMarked;
