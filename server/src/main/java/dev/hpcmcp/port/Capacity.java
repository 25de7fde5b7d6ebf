package dev.hpcmcp.port;

import dev.hpcmcp.model.ClusterDetails;

/** What a cluster has, allows and is busy with. */
public interface Capacity {
    ClusterDetails describe(Caller caller);
}
