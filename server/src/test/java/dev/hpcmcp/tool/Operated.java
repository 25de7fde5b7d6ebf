package dev.hpcmcp.tool;

import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.Health;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.model.Page;
import dev.hpcmcp.model.SubmitPlan;
import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Jobs;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A cluster that shows its operators a job of whoever. */
final class Operated implements Backend, Jobs {
    private final Job shown;
    private List<Job> listed = List.of();

    Operated(Job shown) {
        this.shown = shown;
    }

    /** What it takes for the caller's own. */
    void lists(Job... jobs) {
        listed = List.of(jobs);
    }

    @Override
    public String id() {
        return "fake";
    }

    @Override
    public String title() {
        return "Operated";
    }

    @Override
    public String kind() {
        return "fake";
    }

    @Override
    public Health health(Caller caller) {
        return Health.up();
    }

    @Override
    public Submitted submit(Caller caller, JobRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SubmitPlan plan(Caller caller, JobRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Page<Job> list(Caller caller, JobQuery query) {
        return new Page<>(listed, Optional.empty(), Optional.empty());
    }

    @Override
    public JobsFound find(Caller caller, List<JobId> ids) {
        return new JobsFound(List.of(shown), List.of());
    }

    @Override
    public Job cancel(Caller caller, JobId id, Cancel how) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Duration pollFloor() {
        return Duration.ZERO;
    }
}
