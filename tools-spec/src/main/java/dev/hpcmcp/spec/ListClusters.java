package dev.hpcmcp.spec;

import dev.hpcmcp.model.Cluster;
import dev.hpcmcp.model.Doc;
import dev.hpcmcp.model.Handling;
import java.util.List;

/** What clusters there are. */
public final class ListClusters {
    public static final ToolSpec<Input, Output> SPEC =
            new ToolSpec<>(
                    "list_clusters",
                    "List clusters",
                    """
                    Start here: the clusters you may use, whether each answers, and what it offers. \
                    One that is down is listed with the reason. Also says which tools are off, and why.
                    """,
                    Input.class,
                    Output.class,
                    Effect.READS,
                    Scope.CLUSTERS_READ,
                    Toolset.CLUSTERS);

    private ListClusters() {}

    public record Input() {}

    public record Output(
            @Doc("Clusters, in the configuration's order") List<Cluster> clusters,
            @Handling(Handling.Way.OURS) @Doc("Tools that are off, and why") List<String> off) {}
}
