package dev.hpcmcp.spec;

import dev.hpcmcp.model.ClusterDetails;
import dev.hpcmcp.model.Doc;
import java.util.Optional;

/** What a cluster has and allows. */
public final class GetCluster {
    public static final ToolSpec<Input, ClusterDetails> SPEC =
            new ToolSpec<>(
                    "get_cluster",
                    "Look at a cluster",
                    """
                    Queues, projects, limits and load of one cluster. Ask before the first submit, to choose a queue and sizes \
                    that it accepts.
                    """,
                    Input.class,
                    ClusterDetails.class,
                    Effect.READS,
                    Scope.CLUSTERS_READ,
                    Toolset.CLUSTERS);

    private GetCluster() {}

    public record Input(@Doc("Needed if several clusters could answer") Optional<String> cluster) {}
}
