package dev.hpcmcp.backend.local;

import dev.hpcmcp.files.ProgressFile;
import dev.hpcmcp.model.ArrayTally;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobBuilder;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.model.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Jobs as agents see them, from what lies in the spool. */
final class Views {
    private final String cluster;
    private final JobStore store;
    private final ProcessTable processes;
    private final Clock clock;

    Views(String cluster, JobStore store, ProcessTable processes, Clock clock) {
        this.cluster = cluster;
        this.store = store;
        this.processes = processes;
        this.clock = clock;
    }

    /** Whoever owns it, and without the reason why it waits; empty if there is no such job. */
    Optional<Job> find(LocalId id, Standing standing) throws IOException {
        Optional<StoredJob> stored = store.load(id.job()).filter(job -> job.has(id));
        return stored.isPresent()
                ? Optional.of(plain(stored.get(), id, standing))
                : Optional.empty();
    }

    Job of(StoredJob job, LocalId id, Standing standing) throws IOException {
        Job view = plain(job, id, standing);
        return view.state() == JobState.QUEUED
                ? view.change().reason(waiting(job, standing)).build()
                : view;
    }

    private Job plain(StoredJob job, LocalId id, Standing standing) throws IOException {
        return job.isArray() && !id.isTask() ? array(job, standing) : single(job, id, standing);
    }

    private Job array(StoredJob job, Standing standing) throws IOException {
        ArrayTally tally = new ArrayTally();
        for (int index : job.indices()) {
            tally.add(single(job, job.id().task(index), standing));
        }
        JobBuilder view =
                described(
                        job,
                        job.id(),
                        tally.state(),
                        tally.state().name().toLowerCase(Locale.ROOT));
        return tally.onto(view).build();
    }

    private Job single(StoredJob job, LocalId id, Standing standing) throws IOException {
        Optional<Place> place = standing.place(id).or(() -> standing.place(job.id()));
        if (place.isEmpty()) {
            return finished(job, id);
        }
        return switch (place.get()) {
            case QUEUE -> described(job, id, JobState.QUEUED, "queued").build();
            case HELD ->
                    described(job, id, JobState.HELD, "held")
                            .reason("held until it is released")
                            .build();
            case ACTIVE -> active(job, id);
        };
    }

    private String waiting(StoredJob job, Standing standing) throws IOException {
        return new Dependencies(this).of(job, standing)
                        instanceof Dependencies.Verdict.Waiting(String reason)
                ? reason
                : "waits until enough cores are free and those before it have started";
    }

    private Job active(StoredJob job, LocalId id) throws IOException {
        Attempt attempt = store.folders().attempt(id);
        Attempt.Phase phase = attempt.phase(processes, clock.instant());
        if (attempt.ending().equals(End.REQUEUE)) {
            return started(job, id, JobState.ENDING, "requeueing")
                    .reason("ends, to run again")
                    .build();
        }
        return switch (phase) {
            case STARTING, NEVER_BEGAN -> started(job, id, JobState.STARTING, "starting").build();
            case RUNNING -> started(job, id, JobState.RUNNING, "running").build();
            case SUSPENDED -> started(job, id, JobState.SUSPENDED, "suspended").build();
            case ENDING ->
                    started(job, id, JobState.ENDING, "ending")
                            .reason(attempt.ending().replace('_', ' '))
                            .build();
            case ADRIFT ->
                    started(job, id, JobState.UNKNOWN, "adrift")
                            .reason(
                                    "what watched over it has died, but it still runs; how it ends will not be known;"
                                            + " cancel_job still ends it")
                            .build();
            case ENDED, LOST -> finished(job, id);
        };
    }

    private Job finished(StoredJob job, LocalId id) throws IOException {
        End end = end(id);
        JobBuilder view =
                started(job, id, JobState.FINISHED, "finished")
                        .outcome(end.outcome())
                        .endedAt(end.at())
                        .signal(end.signal())
                        .reason(end.reason());
        end.exitCode().ifPresent(view::exitCode);
        store.folders()
                .attempt(id)
                .startedAt()
                .ifPresent(start -> view.elapsedSeconds(seconds(start, end.at())));
        return view.build();
    }

    /**
     * What its runner recorded; else what was decided about it; else what was decided about its
     * whole array.
     */
    End end(LocalId id) throws IOException {
        if (!Files.exists(store.folders().of(id))) {
            return endOfArray(id);
        }
        Attempt attempt = store.folders().attempt(id);
        Optional<End> recorded = attempt.result();
        if (recorded.isPresent()) {
            return recorded.get().because(attempt.why());
        }
        Optional<End> decided = store.end(id);
        if (decided.isPresent()) {
            return decided.get();
        }
        if (attempt.startedAt().isPresent()) {
            return lost(attempt);
        }
        return endOfArray(id);
    }

    private End endOfArray(LocalId id) throws IOException {
        Optional<End> decided = id.isTask() ? store.end(LocalId.ofJob(id.job())) : Optional.empty();
        return decided.orElseGet(() ->
                End.without(
                        Outcome.UNKNOWN,
                        "nothing is left that tells how it ended",
                        clock.instant()));
    }

    /** How one ended whose runner could not tell. */
    End lost(Attempt attempt) throws IOException {
        return switch (attempt.ending()) {
            case End.CANCELLED ->
                    End.without(Outcome.CANCELLED, "cancelled while it ran", clock.instant());
            case End.TIMED_OUT ->
                    End.without(
                            Outcome.TIMED_OUT, "it ran longer than its wall time", clock.instant());
            default ->
                    End.without(
                            Outcome.UNKNOWN,
                            "what watched over it has died and nothing of it runs any more,"
                                    + " as after a restart of the machine; how it ended is not known",
                            clock.instant());
        };
    }

    private JobBuilder started(StoredJob job, LocalId id, JobState state, String word)
            throws IOException {
        JobBuilder view = described(job, id, state, word);
        Optional<Instant> start = store.folders().attempt(id).startedAt();
        view.progress(new ProgressFile(store.folders().attempt(id).progress()).latest());
        start.ifPresent(from -> {
            view.startedAt(from).elapsedSeconds(seconds(from, clock.instant()));
            if (state != JobState.FINISHED) {
                view.expiresAt(job.wallTimeSeconds().map(from::plusSeconds));
            }
        });
        return view;
    }

    private static long seconds(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toSeconds());
    }

    private JobBuilder described(StoredJob job, LocalId id, JobState state, String word) {
        JobBuilder view =
                Job.of(cluster, id.asJobId(), state, word, clock.instant())
                        .name(job.name())
                        .kind(LocalTraining.kind(job.environment()))
                        .owner(job.owner())
                        .queue(RequestCheck.QUEUE)
                        .submittedAt(job.submittedAt())
                        .resources(
                                new Resources(
                                        Optional.of(1),
                                        Optional.of(job.slots()),
                                        job.memoryGb(),
                                        Optional.empty()))
                        .workingDirectory(job.directory());
        job.wallTimeSeconds().ifPresent(view::wallTimeSeconds);
        if (!job.isArray() || id.isTask()) {
            view.stdoutPath(store.folders().stdout(job, id).toString())
                    .stderrPath(store.folders().stderr(job, id).toString());
        }
        return view;
    }
}
