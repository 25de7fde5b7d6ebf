package dev.hpcmcp.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hpcmcp.model.Brief;
import dev.hpcmcp.model.Doc;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.Node;
import dev.hpcmcp.model.NodeOrder;
import java.util.List;
import java.util.Optional;

/** Takes a machine out of service, or back. */
public final class SetNodeState {
    public static final ToolSpec<Input, Output> SPEC =
            new ToolSpec<>(
                    "set_node_state",
                    "Set node state",
                    """
                    Takes a node out of service or back. drain lets its jobs finish; down ends them at once, whosever they are: \
                    look with list_nodes first.
                    """,
                    Input.class,
                    Output.class,
                    Effect.DESTROYS,
                    Scope.ADMIN,
                    Toolset.ADMIN);

    private SetNodeState() {}

    public record Input(
            @Doc("Its id") String cluster,
            @Doc(value = "Its name", pattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,252}$") String node,
            @Doc("Wanted") NodeOrder.Target state,
            @Doc(value = "For the record", max = 200) String reason,
            @Doc(value = "For jobs to leave", min = 1) Optional<Long> timeoutSeconds) {}

    public record Output(
            @Doc("As in list_nodes") @Brief Node before,
            @Doc("The same now") @Brief Node after,
            @Doc("On it, if the cluster tells") @JsonInclude(JsonInclude.Include.NON_EMPTY)
                    List<JobId> jobs) {}
}
