/** The words of the contract: what agents, ports and tests mean by a job, a cluster, a page. */
@NullMarked
package dev.hpcmcp.model;

import org.jspecify.annotations.NullMarked;
