package dev.hpcmcp.spec;

import dev.hpcmcp.model.Brief;
import dev.hpcmcp.model.Doc;
import dev.hpcmcp.model.User;
import java.util.List;
import java.util.Optional;

/** The people with an account on a cluster. */
public final class ListUsers {
    public static final ToolSpec<Input, Output> SPEC =
            new ToolSpec<>(
                    "list_users",
                    "List users",
                    """
                    The people with an account on a cluster, what they run and may charge.
                    """,
                    Input.class,
                    Output.class,
                    Effect.READS,
                    Scope.ADMIN,
                    Toolset.ADMIN);

    private ListUsers() {}

    public record Input(
            @Doc("Which, if several") Optional<String> cluster,
            @Doc("Only this one") Optional<String> user) {}

    public record Output(
            @Doc(
                            "name, default_project, admin_level, jobs_running, jobs_pending, cpu_hours, associations")
                    @Brief
                    List<User> users,
            @Doc("In all; search finds those not shown") int total) {}
}
