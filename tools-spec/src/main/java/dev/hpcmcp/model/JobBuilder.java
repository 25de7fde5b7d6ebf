package dev.hpcmcp.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Says a job one fact at a time; what is not said stays absent. */
public final class JobBuilder {
    private final String cluster;
    private final JobId jobId;
    private Optional<String> name = Optional.empty();
    private JobKind kind = JobKind.BATCH;
    private JobState state;
    private Optional<Outcome> outcome = Optional.empty();
    private String nativeState;
    private Optional<String> reason = Optional.empty();
    private Optional<String> owner = Optional.empty();
    private Optional<String> queue = Optional.empty();
    private Optional<String> project = Optional.empty();
    private Optional<String> image = Optional.empty();
    private List<String> tags = List.of();
    private Optional<Instant> submittedAt = Optional.empty();
    private Optional<Instant> startedAt = Optional.empty();
    private Optional<Instant> endedAt = Optional.empty();
    private Optional<Instant> expiresAt = Optional.empty();
    private Optional<Long> elapsedSeconds = Optional.empty();
    private Optional<Long> wallTimeSeconds = Optional.empty();
    private Optional<Integer> exitCode = Optional.empty();
    private Optional<String> signal = Optional.empty();
    private List<String> nodes = List.of();
    private Optional<Resources> resources = Optional.empty();
    private Optional<Usage> usage = Optional.empty();
    private Optional<String> workingDirectory = Optional.empty();
    private Optional<String> stdoutPath = Optional.empty();
    private Optional<String> stderrPath = Optional.empty();
    private Optional<String> connectUrl = Optional.empty();
    private Optional<ArraySummary> array = Optional.empty();
    private Optional<Progress> progress = Optional.empty();
    private Instant asOf;
    private boolean stale;

    JobBuilder(String cluster, JobId jobId, JobState state, String nativeState, Instant asOf) {
        this.cluster = cluster;
        this.jobId = jobId;
        this.state = state;
        this.nativeState = nativeState;
        this.asOf = asOf;
    }

    JobBuilder(Job job) {
        this.cluster = job.cluster();
        this.jobId = job.jobId();
        this.name = job.name();
        this.kind = job.kind();
        this.state = job.state();
        this.outcome = job.outcome();
        this.nativeState = job.nativeState();
        this.reason = job.reason();
        this.owner = job.owner();
        this.queue = job.queue();
        this.project = job.project();
        this.image = job.image();
        this.tags = job.tags();
        this.submittedAt = job.submittedAt();
        this.startedAt = job.startedAt();
        this.endedAt = job.endedAt();
        this.expiresAt = job.expiresAt();
        this.elapsedSeconds = job.elapsedSeconds();
        this.wallTimeSeconds = job.wallTimeSeconds();
        this.exitCode = job.exitCode();
        this.signal = job.signal();
        this.nodes = job.nodes();
        this.resources = job.resources();
        this.usage = job.usage();
        this.workingDirectory = job.workingDirectory();
        this.stdoutPath = job.stdoutPath();
        this.stderrPath = job.stderrPath();
        this.connectUrl = job.connectUrl();
        this.array = job.array();
        this.progress = job.progress();
        this.asOf = job.asOf();
        this.stale = job.stale();
    }

    public JobBuilder name(Optional<String> name) {
        this.name = name;
        return this;
    }

    public JobBuilder name(String name) {
        return name(Optional.of(name));
    }

    public JobBuilder kind(JobKind kind) {
        this.kind = kind;
        return this;
    }

    public JobBuilder state(JobState state, String nativeState) {
        this.state = state;
        this.nativeState = nativeState;
        return this;
    }

    public JobBuilder outcome(Optional<Outcome> outcome) {
        this.outcome = outcome;
        return this;
    }

    public JobBuilder outcome(Outcome outcome) {
        return outcome(Optional.of(outcome));
    }

    public JobBuilder reason(Optional<String> reason) {
        this.reason = reason;
        return this;
    }

    public JobBuilder reason(String reason) {
        return reason(Optional.of(reason));
    }

    public JobBuilder owner(Optional<String> owner) {
        this.owner = owner;
        return this;
    }

    public JobBuilder owner(String owner) {
        return owner(Optional.of(owner));
    }

    public JobBuilder queue(Optional<String> queue) {
        this.queue = queue;
        return this;
    }

    public JobBuilder queue(String queue) {
        return queue(Optional.of(queue));
    }

    public JobBuilder project(Optional<String> project) {
        this.project = project;
        return this;
    }

    public JobBuilder project(String project) {
        return project(Optional.of(project));
    }

    public JobBuilder image(Optional<String> image) {
        this.image = image;
        return this;
    }

    public JobBuilder image(String image) {
        return image(Optional.of(image));
    }

    public JobBuilder tags(List<String> tags) {
        this.tags = tags;
        return this;
    }

    public JobBuilder submittedAt(Optional<Instant> submittedAt) {
        this.submittedAt = submittedAt;
        return this;
    }

    public JobBuilder submittedAt(Instant submittedAt) {
        return submittedAt(Optional.of(submittedAt));
    }

    public JobBuilder startedAt(Optional<Instant> startedAt) {
        this.startedAt = startedAt;
        return this;
    }

    public JobBuilder startedAt(Instant startedAt) {
        return startedAt(Optional.of(startedAt));
    }

    public JobBuilder endedAt(Optional<Instant> endedAt) {
        this.endedAt = endedAt;
        return this;
    }

    public JobBuilder endedAt(Instant endedAt) {
        return endedAt(Optional.of(endedAt));
    }

    public JobBuilder expiresAt(Optional<Instant> expiresAt) {
        this.expiresAt = expiresAt;
        return this;
    }

    public JobBuilder expiresAt(Instant expiresAt) {
        return expiresAt(Optional.of(expiresAt));
    }

    public JobBuilder elapsedSeconds(long elapsedSeconds) {
        this.elapsedSeconds = Optional.of(elapsedSeconds);
        return this;
    }

    public JobBuilder wallTimeSeconds(long wallTimeSeconds) {
        this.wallTimeSeconds = Optional.of(wallTimeSeconds);
        return this;
    }

    public JobBuilder exitCode(int exitCode) {
        this.exitCode = Optional.of(exitCode);
        return this;
    }

    public JobBuilder signal(Optional<String> signal) {
        this.signal = signal;
        return this;
    }

    public JobBuilder signal(String signal) {
        return signal(Optional.of(signal));
    }

    public JobBuilder nodes(List<String> nodes) {
        this.nodes = nodes;
        return this;
    }

    public JobBuilder resources(Optional<Resources> resources) {
        this.resources = resources;
        return this;
    }

    public JobBuilder resources(Resources resources) {
        return resources(Optional.of(resources));
    }

    public JobBuilder usage(Optional<Usage> usage) {
        this.usage = usage;
        return this;
    }

    public JobBuilder usage(Usage usage) {
        return usage(Optional.of(usage));
    }

    public JobBuilder workingDirectory(Optional<String> workingDirectory) {
        this.workingDirectory = workingDirectory;
        return this;
    }

    public JobBuilder workingDirectory(String workingDirectory) {
        return workingDirectory(Optional.of(workingDirectory));
    }

    public JobBuilder stdoutPath(Optional<String> stdoutPath) {
        this.stdoutPath = stdoutPath;
        return this;
    }

    public JobBuilder stdoutPath(String stdoutPath) {
        return stdoutPath(Optional.of(stdoutPath));
    }

    public JobBuilder stderrPath(Optional<String> stderrPath) {
        this.stderrPath = stderrPath;
        return this;
    }

    public JobBuilder stderrPath(String stderrPath) {
        return stderrPath(Optional.of(stderrPath));
    }

    public JobBuilder connectUrl(Optional<String> connectUrl) {
        this.connectUrl = connectUrl;
        return this;
    }

    public JobBuilder connectUrl(String connectUrl) {
        return connectUrl(Optional.of(connectUrl));
    }

    public JobBuilder array(Optional<ArraySummary> array) {
        this.array = array;
        return this;
    }

    public JobBuilder array(ArraySummary array) {
        return array(Optional.of(array));
    }

    public JobBuilder progress(Optional<Progress> progress) {
        this.progress = progress;
        return this;
    }

    public JobBuilder progress(Progress progress) {
        return progress(Optional.of(progress));
    }

    public JobBuilder asOf(Instant asOf) {
        this.asOf = asOf;
        return this;
    }

    public JobBuilder stale(boolean stale) {
        this.stale = stale;
        return this;
    }

    public Job build() {
        return new Job(
                cluster,
                jobId,
                name,
                kind,
                state,
                outcome,
                nativeState,
                reason,
                owner,
                queue,
                project,
                image,
                tags,
                submittedAt,
                startedAt,
                endedAt,
                expiresAt,
                elapsedSeconds,
                wallTimeSeconds,
                exitCode,
                signal,
                nodes,
                resources,
                usage,
                workingDirectory,
                stdoutPath,
                stderrPath,
                connectUrl,
                array,
                progress,
                asOf,
                stale);
    }
}
