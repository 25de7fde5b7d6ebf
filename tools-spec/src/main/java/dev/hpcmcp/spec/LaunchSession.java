package dev.hpcmcp.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.hpcmcp.model.Brief;
import dev.hpcmcp.model.Doc;
import dev.hpcmcp.model.Handling;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.SessionRequest;
import java.util.List;
import java.util.Optional;

/** Starts an interactive session. */
public final class LaunchSession {
    public static final ToolSpec<Input, Output> SPEC =
            new ToolSpec<>(
                    "launch_session",
                    "Launch a session",
                    """
                    Starts an interactive session (notebook, desktop and the like) that a person opens in a browser. Sessions \
                    use quota until they end: cancel_job ends one. Give connect_url to the person only.
                    """,
                    Input.class,
                    Output.class,
                    Effect.CREATES,
                    Scope.JOBS_WRITE,
                    Toolset.SESSIONS);

    private LaunchSession() {}

    public record Input(
            @Doc("Needed if several clusters have sessions") Optional<String> cluster,
            @JsonUnwrapped SessionRequest request,
            @Doc(value = "Wait this long until it can be opened", min = 0, max = 100, initial = "0")
                    int waitSeconds) {}

    public record Output(
            @Doc("The session, as in get_job; connect_url once it can be opened") @Brief Job job,
            @Doc("Accepted, but know this") @JsonInclude(JsonInclude.Include.NON_EMPTY)
                    List<String> warnings,
            @Doc("True: a retry; nothing new was started")
                    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
                    boolean alreadySubmitted,
            @Handling(Handling.Way.OURS) @Doc("The call to make next") Optional<String> next) {}
}
