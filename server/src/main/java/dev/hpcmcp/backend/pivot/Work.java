package dev.hpcmcp.backend.pivot;

import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.Control;
import dev.hpcmcp.model.CurveQuery;
import dev.hpcmcp.model.Curves;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.model.JobsFound.Missing;
import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.model.TrainingRequest;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What is done with runs, whichever API it is. */
final class Work {
    private final String cluster;
    private final Function<Caller, Runs> runs;
    private final Resources resources;

    Work(String cluster, Function<Caller, Runs> runs, Resources resources) {
        this.cluster = cluster;
        this.runs = runs;
        this.resources = resources;
    }

    Submitted start(Caller caller, TrainingRequest request) {
        List<String> warnings = new ArrayList<>(resources.warnings(caller));
        return runs.apply(caller).start(caller, request, warnings);
    }

    HpcException noJobs() {
        return new HpcException(
                new Failure.NotSupported(
                        cluster,
                        "jobs of one's own making",
                        Optional.of("start_training starts a run from a configuration file")));
    }

    JobsFound find(Caller caller, List<JobId> ids) {
        List<Job> found = runs.apply(caller).find(caller, ids);
        List<JobId> there = found.stream().map(Job::jobId).toList();
        return new JobsFound(
                found,
                ids.stream()
                        .filter(id -> !there.contains(id))
                        .map(id -> new Missing(id, "there is no such run"))
                        .toList());
    }

    Job one(Caller caller, JobId id) {
        return runs.apply(caller).find(caller, List.of(id)).stream()
                .findFirst()
                .orElseThrow(() -> new HpcException(new Failure.NotFound("job", id.value())));
    }

    Job cancel(Caller caller, JobId id, Cancel how) {
        how.signal()
                .ifPresent(signal -> {
                    throw new HpcException(
                            new Failure.NotSupported(
                                    cluster,
                                    "ending a run by a signal",
                                    Optional.of("cancel_job without signal")));
                });
        Job run = one(caller, id);
        return run.finished() ? run : runs.apply(caller).stop(caller, run);
    }

    Job control(Caller caller, JobId id, Control change) {
        Job run = one(caller, id);
        if (run.finished()) {
            throw new HpcException(new Failure.Conflict("the run has ended"));
        }
        return runs.apply(caller).control(caller, run, change.action());
    }

    Curves curves(Caller caller, JobId id, CurveQuery query) {
        return runs.apply(caller).curves(caller, one(caller, id), query);
    }
}
