package dev.hpcmcp.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hpcmcp.model.Alert;
import dev.hpcmcp.model.Brief;
import dev.hpcmcp.model.Doc;
import dev.hpcmcp.model.Handling;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.Notice;
import java.util.List;
import java.util.Optional;

/** Messages of a service for people, and where it sends them. */
public final class ManageNotification {
    public static final ToolSpec<Input, Output> SPEC =
            new ToolSpec<>(
                    "manage_notification",
                    "Manage notifications",
                    """
                    Notifications and webhooks of a training service. Ask the person before a message leaves.
                    """,
                    Input.class,
                    Output.class,
                    Effect.DESTROYS,
                    Scope.TRAINING_WRITE,
                    Toolset.TRAINING);

    private ManageNotification() {}

    public record Input(
            @Doc("If there are several") Optional<String> cluster,
            @Doc(value = "send: webhooks only", initial = "list") Action action,
            @Doc("Which") Notice.Kind kind,
            @Doc(value = "delete, send: its id", max = 200) Optional<String> id,
            @Doc(value = "create: title or name", max = 200) Optional<String> title,
            @Doc(value = "Text", max = 1000) Optional<String> message,
            @Doc("How bad") Optional<Alert.Level> level,
            @Doc("Run it is about") Optional<JobId> jobId,
            @Doc(value = "create: a webhook's address", max = 500) Optional<String> url) {}

    /** What to do. */
    public enum Action {
        LIST,
        CREATE,
        SEND,
        DELETE
    }

    public record Output(
            @Doc("id, kind, title, message, level, job_id, at, status")
                    @Brief
                    @JsonInclude(JsonInclude.Include.NON_EMPTY)
                    List<Notice> notices,
            @Handling(Handling.Way.OURS) @Doc("What was done") String done) {}
}
