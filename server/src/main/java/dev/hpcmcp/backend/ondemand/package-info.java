/** Open OnDemand sites with the REST API {@code ood-api}. */
@NullMarked
package dev.hpcmcp.backend.ondemand;

import org.jspecify.annotations.NullMarked;
