package dev.hpcmcp.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hpcmcp.model.Brief;
import dev.hpcmcp.model.Doc;
import dev.hpcmcp.model.Handling;
import dev.hpcmcp.model.Node;
import dev.hpcmcp.model.NodeState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The machines of a cluster. */
public final class ListNodes {
    public static final ToolSpec<Input, Output> SPEC =
            new ToolSpec<>(
                    "list_nodes",
                    "List nodes",
                    """
                    The machines of a cluster: what each has, what is free, its jobs.
                    """,
                    Input.class,
                    Output.class,
                    Effect.READS,
                    Scope.CLUSTERS_READ,
                    Toolset.MONITORING);

    private ListNodes() {}

    public record Input(
            @Doc("Which, if several") Optional<String> cluster,
            @Doc("Only these") List<NodeState> states,
            @Doc("Its nodes") Optional<String> queue,
            @Doc("Needs all") List<String> features,
            @Doc("Could start a job") Optional<Boolean> available,
            @Doc("Only this node") Optional<String> name,
            @Doc(value = "At most", min = 1, max = 200, initial = "50") int limit,
            @Doc("next_cursor") Optional<String> cursor) {}

    public record Output(
            @Doc("Of all: nodes, by_state, cores_idle, gpus_idle") @Brief Summary summary,
            @Doc("name, state, queues, cores_..., memory_gb_..., gpus_..., features, reason, jobs")
                    @Brief
                    List<Node> nodes,
            @Handling(Handling.Way.EXACT) @Doc("For more") Optional<String> nextCursor) {}

    /**
     * All the nodes that match; what is idle where a job could start, as far as all of them tell.
     */
    public record Summary(
            @Doc("How many") int nodes,
            @Doc("How many in each state") @JsonInclude(JsonInclude.Include.NON_EMPTY)
                    Map<NodeState, Integer> byState,
            @Doc("Cores idle") Optional<Integer> coresIdle,
            @Doc("GPUs idle") Optional<Integer> gpusIdle) {}
}
