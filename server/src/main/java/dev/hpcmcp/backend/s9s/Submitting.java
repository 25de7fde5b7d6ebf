package dev.hpcmcp.backend.s9s;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.SubmitPlan;
import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.rest.Reply;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends requests, once each. */
final class Submitting {
    private static final String HELD = "submitted on hold";

    private final S9sSettings settings;
    private final S9sApi api;
    private final Signing signing;
    private final Clock clock;

    Submitting(S9sSettings settings, S9sApi api, Signing signing, Clock clock) {
        this.settings = settings;
        this.api = api;
        this.signing = signing;
        this.clock = clock;
    }

    Submitted submit(Caller caller, JobRequest request) {
        RequestCheck check = new RequestCheck(request, settings.scriptText());
        check.problems().stream()
                .findFirst()
                .ifPresent(problem -> {
                    throw new HpcException(problem);
                });
        Reply reply = api.submit(caller, JobBody.of(request));
        Part answer = reply.jsonIfAny().map(Part::of).orElse(Part.NONE).unwrapped("job", "data");
        JobNumber id = Views.id(answer).orElseThrow(() -> reply.unreadable("it names no job"));
        List<String> warnings = new ArrayList<>(check.warnings());
        boolean held = request.hold().orElse(false) && held(caller, id, warnings);
        return new Submitted(accepted(caller, request, id, answer, held), warnings);
    }

    /** The job is there by now, so that holding it failed is no failure of the submit. */
    private boolean held(Caller caller, JobNumber id, List<String> warnings) {
        try {
            api.hold(caller, id, HELD);
            return true;
        } catch (HpcException e) {
            warnings.add(
                    e.failure() instanceof Failure.OutcomeUnknown
                            ? "accepted, but nobody can tell whether it is held: look at it"
                            : "accepted, but it could not be held: it may start at any time");
            return false;
        }
    }

    SubmitPlan plan(JobRequest request) {
        RequestCheck check = new RequestCheck(request, settings.scriptText());
        return new SubmitPlan(
                check.problems().isEmpty() ? JobBody.of(request) : Map.of(),
                check.problems().stream()
                        .map(p -> p.field() + ": " + p.problem() + allowed(p))
                        .toList(),
                check.warnings(),
                Optional.empty());
    }

    private static String allowed(Failure.InvalidInput problem) {
        return problem.allowed().map(words -> "; allowed: " + words).orElse("");
    }

    /** Not read back: it is accepted, whatever a second call would say. */
    private Job accepted(
            Caller caller, JobRequest request, JobNumber id, Part answer, boolean held) {
        JobState said = States.state(States.words(answer), answer);
        boolean tells = said != JobState.UNKNOWN && said != JobState.FINISHED;
        JobState state = held ? JobState.HELD : tells ? said : JobState.QUEUED;
        String word = tells ? States.said(answer) : "PENDING";
        return Job.of(settings.id(), id.asJobId(), state, word, clock.instant())
                .name(request.name().orElse("job"))
                .owner(signing.account(caller).user())
                .queue(request.queue())
                .project(request.project())
                .submittedAt(clock.instant())
                .workingDirectory(request.workingDirectory())
                .build();
    }
}
