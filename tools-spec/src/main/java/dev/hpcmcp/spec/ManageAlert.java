package dev.hpcmcp.spec;

import dev.hpcmcp.model.AlertAction;
import dev.hpcmcp.model.Doc;
import dev.hpcmcp.model.Handling;
import java.util.Optional;

/** Does something about an alert. */
public final class ManageAlert {
    public static final ToolSpec<Input, Output> SPEC =
            new ToolSpec<>(
                    "manage_alert",
                    "Manage an alert",
                    """
                    Acknowledges or resolves an alert of list_alerts, or switches its rule on or off.
                    """,
                    Input.class,
                    Output.class,
                    Effect.CHANGES,
                    Scope.TRAINING_WRITE,
                    Toolset.TRAINING);

    private ManageAlert() {}

    public record Input(
            @Doc("If there are several") Optional<String> cluster,
            @Doc(value = "Alert; to enable or disable, its rule", max = 200) String alertId,
            @Doc("What to do") AlertAction action) {}

    public record Output(@Handling(Handling.Way.OURS) @Doc("What was done") String done) {}
}
