package dev.hpcmcp.watch;

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
import dev.hpcmcp.port.Events;
import dev.hpcmcp.port.FakeBackend;
import dev.hpcmcp.port.Jobs;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A cluster that says by itself that something changed, when the test wants it to. */
public final class TellingCluster implements Backend, Jobs, Events {
    private final FakeBackend cluster;
    private final List<Runnable> ears = new CopyOnWriteArrayList<>();
    private final AtomicInteger opened = new AtomicInteger();

    public TellingCluster(FakeBackend cluster) {
        this.cluster = cluster;
    }

    void tell() {
        ears.forEach(Runnable::run);
    }

    int listening() {
        return ears.size();
    }

    int opened() {
        return opened.get();
    }

    @Override
    public Following follow(Caller caller, Runnable changed) {
        Runnable ear = changed;
        opened.incrementAndGet();
        ears.add(ear);
        return () -> ears.remove(ear);
    }

    @Override
    public String id() {
        return cluster.id();
    }

    @Override
    public String title() {
        return cluster.title();
    }

    @Override
    public String kind() {
        return cluster.kind();
    }

    @Override
    public Health health(Caller caller) {
        return cluster.health(caller);
    }

    @Override
    public Submitted submit(Caller caller, JobRequest request) {
        return cluster.submit(caller, request);
    }

    @Override
    public SubmitPlan plan(Caller caller, JobRequest request) {
        return cluster.plan(caller, request);
    }

    @Override
    public Page<Job> list(Caller caller, JobQuery query) {
        return cluster.list(caller, query);
    }

    @Override
    public JobsFound find(Caller caller, List<JobId> ids) {
        return cluster.find(caller, ids);
    }

    @Override
    public Job cancel(Caller caller, JobId id, Cancel how) {
        return cluster.cancel(caller, id, how);
    }

    @Override
    public Duration pollFloor() {
        return cluster.pollFloor();
    }
}
