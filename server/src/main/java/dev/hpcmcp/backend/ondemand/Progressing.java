package dev.hpcmcp.backend.ondemand;

import dev.hpcmcp.files.ProgressFile;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.JobsFound;
import dev.hpcmcp.model.Progress;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * How far running jobs are. Each costs a call of its own, and another if its file has grown, so
 * that few are looked at at a time, in turn, and what was seen serves for a while. A look at jobs
 * is none the worse for what goes wrong here.
 */
final class Progressing {
    private static final int AT_ONCE = 5;
    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final Duration AFTER_TROUBLE = Duration.ofMinutes(1);
    private static final Duration KEPT = Duration.ofMinutes(30);

    /** Only all of a file leads to its end; one line for each of thousands of epochs is less. */
    private static final long LONGEST = 1L << 20;

    private final Recorded recorded;
    private final RemoteFiles files;
    private final Clock clock;
    private final Map<Key, Last> known = new ConcurrentHashMap<>();
    private final Map<String, Instant> trouble = new ConcurrentHashMap<>();

    Progressing(Recorded recorded, RemoteFiles files, Clock clock) {
        this.recorded = recorded;
        this.files = files;
        this.clock = clock;
    }

    private record Key(String subject, JobId id) {}

    private record Last(Instant at, long size, Optional<Progress> progress) {
        private static final Last NEVER = new Last(Instant.MIN, -1, Optional.empty());
    }

    JobsFound on(Caller caller, Finding.Look look) {
        JobsFound found = look.found();
        Set<JobId> running =
                found.jobs().stream()
                        .filter(job -> isRunning(job, look))
                        .map(Job::jobId)
                        .collect(Collectors.toSet());
        if (running.isEmpty()) {
            return found;
        }
        refresh(caller, running);
        return new JobsFound(
                found.jobs().stream()
                        .map(job -> running.contains(job.jobId()) ? progressing(caller, job) : job)
                        .toList(),
                found.missing());
    }

    /** Only those that were submitted through us are told where to write. */
    private static boolean isRunning(Job job, Finding.Look look) {
        return job.state() == JobState.RUNNING
                && job.array().isEmpty()
                && look.marked().contains(job.jobId());
    }

    private Job progressing(Caller caller, Job job) {
        return last(caller, job.jobId())
                .progress()
                .map(progress -> job.change().progress(progress).build())
                .orElse(job);
    }

    private Last last(Caller caller, JobId id) {
        return known.getOrDefault(new Key(caller.subject(), id), Last.NEVER);
    }

    private void refresh(Caller caller, Set<JobId> running) {
        Instant now = clock.instant();
        known.values().removeIf(last -> last.at().isBefore(now.minus(KEPT)));
        if (trouble.getOrDefault(caller.subject(), now).isAfter(now)) {
            return;
        }
        List<JobId> due =
                running.stream()
                        .filter(id -> !last(caller, id).at().isAfter(now.minus(FRESH)))
                        .sorted(Comparator.comparing(id -> last(caller, id).at()))
                        .limit(AT_ONCE)
                        .toList();
        try {
            for (JobId id : due) {
                known.put(new Key(caller.subject(), id), looked(caller, id, now));
            }
        } catch (HpcException | UncheckedIOException away) {
            trouble.put(caller.subject(), now.plus(AFTER_TROUBLE));
        }
    }

    private Last looked(Caller caller, JobId id, Instant now) {
        Last last = last(caller, id);
        Optional<String> path = recorded.path(caller, id);
        if (path.isEmpty()) {
            return new Last(now, -1, Optional.empty());
        }
        try {
            return files.grown(caller, path.get(), last.size(), LONGEST)
                    .map(bytes -> new Last(now, bytes.length, read(bytes).or(last::progress)))
                    .orElse(new Last(now, last.size(), last.progress()));
        } catch (HpcException e) {
            if (e.failure() instanceof Failure.NotFound) {
                return new Last(now, -1, Optional.empty());
            }
            throw e;
        }
    }

    private static Optional<Progress> read(byte[] bytes) {
        return Copy.read(bytes, file -> new ProgressFile(file).latest());
    }
}
