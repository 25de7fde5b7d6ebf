package dev.hpcmcp.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hpcmcp.model.Alert;
import dev.hpcmcp.model.AlertRule;
import dev.hpcmcp.model.Brief;
import dev.hpcmcp.model.Doc;
import java.util.List;
import java.util.Optional;

/** Warnings of a service about itself. */
public final class ListAlerts {
    public static final ToolSpec<Input, Output> SPEC =
            new ToolSpec<>(
                    "list_alerts",
                    "List alerts",
                    """
                    Alerts of a training service about its machine, newest first, and their rules.
                    """,
                    Input.class,
                    Output.class,
                    Effect.READS,
                    Scope.TRAINING_READ,
                    Toolset.TRAINING);

    private ListAlerts() {}

    public record Input(
            @Doc("If there are several") Optional<String> cluster,
            @Doc("Only these") Optional<Alert.Status> status,
            @Doc("Also the rules") boolean rules,
            @Doc(value = "Most to return", min = 1, max = 200, initial = "20") int limit) {}

    public record Output(
            @Doc("alert_id, level, status, message, value, threshold, at") @Brief
                    List<Alert> alerts,
            @Doc("rule_id, level, description, enabled")
                    @Brief
                    @JsonInclude(JsonInclude.Include.NON_EMPTY)
                    List<AlertRule> rules,
            @Doc("In all") int total,
            @Doc("Know this") @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> notes) {}
}
