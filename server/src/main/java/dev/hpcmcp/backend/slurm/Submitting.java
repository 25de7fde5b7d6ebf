package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.backend.slurm.Credentials.Pass;
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

/** Checks, writes and sends new jobs. */
final class Submitting {
    private final SlurmSettings settings;
    private final SlurmApi api;
    private final Dependencies dependencies;
    private final Accounts accounts;
    private final Clock clock;

    Submitting(
            SlurmSettings settings, SlurmApi api, Finding finding, Accounts accounts, Clock clock) {
        this.settings = settings;
        this.api = api;
        this.dependencies = new Dependencies(finding);
        this.accounts = accounts;
        this.clock = clock;
    }

    Submitted submit(Caller caller, Pass pass, JobRequest request) {
        RequestCheck check = check(pass, request);
        check.problems().stream()
                .findFirst()
                .ifPresent(problem -> {
                    throw new HpcException(problem);
                });
        dependencies
                .problem(pass, request.after())
                .ifPresent(problem -> {
                    throw new HpcException(problem);
                });
        Reply reply = api.submit(pass, body(caller, pass, request));
        long id = Verdicts.jobId(reply).orElseThrow(() -> reply.unreadable("it names no job"));
        List<String> warnings = new ArrayList<>(check.warnings());
        warnings.addAll(warnings(Errors.of(reply), request));
        return new Submitted(accepted(pass, request, id), warnings);
    }

    SubmitPlan plan(Caller caller, Pass pass, JobRequest request) {
        RequestCheck check = check(pass, request);
        List<Failure.InvalidInput> problems = new ArrayList<>(check.problems());
        if (problems.isEmpty()) {
            dependencies.problem(pass, request.after()).ifPresent(problems::add);
        }
        return new SubmitPlan(
                problems.isEmpty() ? body(caller, pass, request) : Map.of(),
                problems.stream().map(p -> p.field() + ": " + p.problem()).toList(),
                check.warnings(),
                Optional.empty());
    }

    private RequestCheck check(Pass pass, JobRequest request) {
        return new RequestCheck(request, directory(pass, request));
    }

    private Optional<String> directory(Pass pass, JobRequest request) {
        return request.workingDirectory()
                .or(() -> settings.directory().map(path -> path.replace("%u", pass.user())))
                .or(() -> accounts.home(pass.user()));
    }

    private Map<String, Object> body(Caller caller, Pass pass, JobRequest request) {
        String directory = directory(pass, request).orElseThrow();
        return new JobDescription(
                        api.version(pass),
                        pass.user(),
                        directory,
                        accounts.home(pass.user()),
                        Comments.of(caller, request))
                .of(settings.readsFiles() ? Recorded.told(request, directory) : request);
    }

    private static List<String> warnings(Errors errors, JobRequest request) {
        List<String> warnings = new ArrayList<>();
        if (errors.has(Errors.CANNOT_RUN_NOW)) {
            warnings.add(
                    "accepted, but it waits for ever unless it asks for less: it is over a limit of its queue");
        }
        if (errors.has(Errors.NODE_DOWN)) {
            warnings.add("accepted, but a node it needs is down");
        }
        if (errors.has(Errors.HELD) && !request.hold().orElse(false)) {
            warnings.add("accepted, but held");
        }
        return warnings;
    }

    /** Not read back: it is accepted, whatever a second call would say. */
    private Job accepted(Pass pass, JobRequest request, long id) {
        JobState state = request.hold().orElse(false) ? JobState.HELD : JobState.QUEUED;
        return Job.of(settings.id(), SlurmId.of(id).asJobId(), state, "PENDING", clock.instant())
                .name(request.name().orElse("job"))
                .owner(pass.user())
                .queue(request.queue())
                .project(request.project())
                .submittedAt(clock.instant())
                .workingDirectory(directory(pass, request))
                .build();
    }
}
