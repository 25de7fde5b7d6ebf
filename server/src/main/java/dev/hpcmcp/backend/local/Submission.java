package dev.hpcmcp.backend.local;

import dev.hpcmcp.model.After;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.SubmitPlan;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.spec.Json;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.type.TypeReference;

/** Accepts jobs, or says why not. */
final class Submission {
    private static final TypeReference<LinkedHashMap<String, Object>> MAP =
            new TypeReference<>() {};

    private final int slots;
    private final Index index;
    private final JobStore store;
    private final Clock clock;

    Submission(int slots, Index index, JobStore store, Clock clock) {
        this.slots = slots;
        this.index = index;
        this.store = store;
        this.clock = clock;
    }

    /** What is wrong and what is worth knowing. */
    record Checked(List<Failure.InvalidInput> problems, List<String> warnings) {}

    Checked check(String owner, JobRequest request) throws IOException {
        RequestCheck check = new RequestCheck(slots, request);
        List<Failure.InvalidInput> problems = new ArrayList<>(check.problems());
        for (After after : request.after()) {
            if (!known(owner, after)) {
                problems.add(
                        new Failure.InvalidInput(
                                "after",
                                "there is no job " + after.jobId(),
                                Optional.of("ids from list_jobs")));
            }
        }
        return new Checked(problems, check.warnings());
    }

    private boolean known(String owner, After after) throws IOException {
        Optional<LocalId> id = LocalId.parse(after.jobId().value());
        Optional<StoredJob> job = id.isPresent() ? store.load(id.get().job()) : Optional.empty();
        return job.filter(j -> j.owner().equals(owner) && j.has(id.orElseThrow())).isPresent();
    }

    /** Under the spool's lock. */
    StoredJob accept(String owner, JobRequest request) throws IOException {
        StoredJob job = StoredJob.of(store.nextNumber(), owner, clock.instant(), request);
        Place place = request.hold().orElse(false) ? Place.HELD : Place.QUEUE;
        try {
            store.add(job, request.script(), () -> index.add(job.id(), place));
        } catch (IOException broken) {
            index.remove(job.id(), place);
            throw broken;
        }
        return job;
    }

    static void refuseIfWrong(Checked checked) {
        if (!checked.problems().isEmpty()) {
            throw new HpcException(checked.problems().getFirst());
        }
    }

    SubmitPlan plan(String owner, JobRequest request, Standing standing) throws IOException {
        Checked checked = check(owner, request);
        Map<String, Object> would = Json.MAPPER.convertValue(request, MAP);
        would.putIfAbsent("queue", RequestCheck.QUEUE);
        would.putIfAbsent("working_directory", System.getProperty("user.home", "/"));
        List<String> problems = checked.problems().stream().map(Submission::words).toList();
        return new SubmitPlan(
                would,
                problems,
                checked.warnings(),
                problems.isEmpty() ? Optional.of(estimate(request, standing)) : Optional.empty());
    }

    private static String words(Failure.InvalidInput problem) {
        return problem.field()
                + ": "
                + problem.problem()
                + problem.allowed().map(allowed -> " (allowed: " + allowed + ")").orElse("");
    }

    private String estimate(JobRequest request, Standing standing) throws IOException {
        if (request.hold().orElse(false)) {
            return "would be held until it is released";
        }
        if (!request.after().isEmpty()) {
            return "would start after the jobs it waits for";
        }
        int waiting = standing.waiting().size();
        if (waiting > 0) {
            return "would wait behind " + (waiting == 1 ? "1 job" : waiting + " jobs");
        }
        int wanted = request.tasks().orElse(1) * request.cores().orElse(1);
        return Room.of(slots, standing, store).free() >= wanted
                ? "would start at once"
                : "would start first when enough cores are free";
    }
}
