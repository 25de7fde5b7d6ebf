package dev.hpcmcp.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A job as an agent sees it: one shape for every cluster. Absent values are left out. */
public record Job(
        @Doc("Cluster it is on") String cluster,
        @Doc("Its id there") JobId jobId,
        @Doc("Its name") Optional<String> name,
        @Doc("Sort of work") JobKind kind,
        @Doc("Where it is now") JobState state,
        @Doc("How it ended; only when finished") Optional<Outcome> outcome,
        @Doc("The cluster's own word for the state") String nativeState,
        @Doc("Why it waits or how it ended") Optional<String> reason,
        @Doc("Who owns it") Optional<String> owner,
        @Doc("Queue or partition") Optional<String> queue,
        @Doc("Project or account charged") Optional<String> project,
        @Doc("Container image") Optional<String> image,
        @Doc("Labels") @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> tags,
        @Doc("When accepted") Optional<Instant> submittedAt,
        @Doc("When it began") Optional<Instant> startedAt,
        @Doc("When it ended") Optional<Instant> endedAt,
        @Doc("When the cluster ends it") Optional<Instant> expiresAt,
        @Doc("Run time so far") Optional<Long> elapsedSeconds,
        @Doc("Run time allowed") Optional<Long> wallTimeSeconds,
        @Doc("Exit code") Optional<Integer> exitCode,
        @Doc("Signal that ended it") Optional<String> signal,
        @Doc("Where it runs") @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> nodes,
        @Doc("nodes, cores, memory_gb, gpus") @Brief Optional<Resources> resources,
        @Doc("cpu_efficiency, memory_efficiency, gpu_utilization (0 to 1), max_memory_gb") @Brief
                Optional<Usage> usage,
        @Doc("Working directory") Optional<String> workingDirectory,
        @Doc("Standard output file") Optional<String> stdoutPath,
        @Doc("Standard error file") Optional<String> stderrPath,
        @Handling(Handling.Way.SECRET) @Doc("Open this in a browser; it is a secret")
                Optional<String> connectUrl,
        @Doc("Array tasks: tasks, by_state, failed") @Brief Optional<ArraySummary> array,
        @Doc("current, total, unit, fraction, metrics") @Brief Optional<Progress> progress,
        @Doc("When we last saw it") Instant asOf,
        @Doc("True: not seen again since as_of") @JsonInclude(JsonInclude.Include.NON_DEFAULT)
                boolean stale) {
    public Job {
        tags = List.copyOf(tags);
        nodes = List.copyOf(nodes);
        if (outcome.isPresent() && state != JobState.FINISHED) {
            throw new IllegalArgumentException("only a finished job has an outcome");
        }
    }

    public boolean finished() {
        return state == JobState.FINISHED;
    }

    /** A job with only what every job has; more is said with {@link JobBuilder}. */
    public static JobBuilder of(
            String cluster, JobId id, JobState state, String nativeState, Instant asOf) {
        return new JobBuilder(cluster, id, state, nativeState, asOf);
    }

    public JobBuilder change() {
        return new JobBuilder(this);
    }
}
