package dev.hpcmcp.guard.policy;

import dev.hpcmcp.model.ClusterDetails;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Capacity;

/** What a cluster has, and what of it is left to the caller. */
record PolicedCapacity(Gate gate, Capacity capacity) implements Capacity {
    @Override
    public ClusterDetails describe(Caller caller) {
        ClusterDetails details = capacity.describe(caller);
        return gate.left(caller).map(details::with).orElse(details);
    }
}
