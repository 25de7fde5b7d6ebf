package dev.hpcmcp.bench;

import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.Health;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobQuery;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.model.JobsFound.Missing;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.model.Page;
import dev.hpcmcp.model.SubmitPlan;
import dev.hpcmcp.model.Submitted;
import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.rest.Call;
import dev.hpcmcp.rest.Endpoint;
import dev.hpcmcp.rest.Pace;
import dev.hpcmcp.rest.Rest;
import dev.hpcmcp.rest.Url;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A backend for {@link FarCluster}: only looking at jobs, over real HTTP. */
final class FarBackend implements Backend, Jobs, AutoCloseable {
    private final Rest rest = new Rest(Pace.real());
    private final Endpoint endpoint;
    private final Duration floor;

    FarBackend(String url, Duration floor) {
        this.endpoint = Endpoint.of("far", url);
        this.floor = floor;
    }

    @Override
    public String id() {
        return "far";
    }

    @Override
    public String title() {
        return "Far away";
    }

    @Override
    public String kind() {
        return "bench";
    }

    @Override
    public Health health(Caller caller) {
        return Health.up();
    }

    @Override
    public JobsFound find(Caller caller, List<JobId> ids) {
        String list = ids.stream().map(JobId::value).collect(Collectors.joining(","));
        Map<JobId, Job> found = ask(endpoint.at("jobs").query("ids", list));
        return new JobsFound(
                ids.stream().map(found::get).filter(job -> job != null).toList(),
                ids.stream()
                        .filter(id -> !found.containsKey(id))
                        .map(id -> new Missing(id, "there is no such job"))
                        .toList());
    }

    @Override
    public Page<Job> list(Caller caller, JobQuery query) {
        List<Job> all = List.copyOf(ask(endpoint.at("jobs")).values());
        return new Page<>(all, Optional.empty(), Optional.of(all.size()));
    }

    private Map<JobId, Job> ask(Url url) {
        Instant now = Instant.now();
        Map<JobId, Job> found = new LinkedHashMap<>();
        rest.send(Call.get(url))
                .text()
                .lines()
                .map(line -> job(line, now))
                .forEach(job -> found.put(job.jobId(), job));
        return found;
    }

    private static Job job(String line, Instant now) {
        int space = line.indexOf(' ');
        JobState state = JobState.valueOf(line.substring(space + 1));
        var job = Job.of("far", new JobId(line.substring(0, space)), state, state.name(), now);
        return state == JobState.FINISHED
                ? job.outcome(Outcome.SUCCEEDED).build()
                : job.elapsedSeconds(34L).build();
    }

    @Override
    public Duration pollFloor() {
        return floor;
    }

    @Override
    public Submitted submit(Caller caller, JobRequest request) {
        throw HpcException.notSupported("far", "submit");
    }

    @Override
    public SubmitPlan plan(Caller caller, JobRequest request) {
        throw HpcException.notSupported("far", "plan");
    }

    @Override
    public Job cancel(Caller caller, JobId id, Cancel how) {
        throw HpcException.notSupported("far", "cancel");
    }

    @Override
    public void close() {
        rest.close();
    }
}
