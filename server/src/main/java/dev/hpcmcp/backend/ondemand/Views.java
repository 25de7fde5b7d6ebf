package dev.hpcmcp.backend.ondemand;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobBuilder;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One row as a job. */
final class Views {
    private final String cluster;
    private final Site site;
    private final Instant now;

    Views(String cluster, Site site, Instant now) {
        this.cluster = cluster;
        this.site = site;
        this.now = now;
    }

    Instant now() {
        return now;
    }

    /** Under the id that was asked for: a task answers with a number of its own. */
    Job of(OnDemandJson.Row row, JobId id) {
        States.Standing standing = States.of(row, site);
        JobBuilder job =
                Job.of(cluster, id, standing.state(), standing.word(), now)
                        .name(said(row.jobName()).map(raw -> Label.parse(raw).name()))
                        .owner(said(row.jobOwner()))
                        .queue(said(row.queueName()))
                        .project(said(row.accountingId()))
                        .submittedAt(row.submitted())
                        .outcome(standing.outcome());
        row.wallclockLimit().filter(limit -> limit > 0).ifPresent(job::wallTimeSeconds);
        timed(job, row, standing);
        return job.build();
    }

    /** The start of a job that waits is what the scheduler expects; a limit of 0 means none. */
    private void timed(JobBuilder job, OnDemandJson.Row row, States.Standing standing) {
        Optional<Instant> start = row.started();
        if (standing.state() == JobState.QUEUED || standing.state() == JobState.HELD) {
            job.reason(
                    start.filter(now::isBefore)
                            .map(at -> "the scheduler expects to start it at " + at));
            return;
        }
        long ran = row.wallclockTime().orElse(0L);
        boolean neverRan = ran == 0 && standing.outcome().equals(Optional.of(Outcome.CANCELLED));
        if (neverRan || start.filter(now::isBefore).isPresent()) {
            return;
        }
        job.startedAt(start);
        row.wallclockTime().ifPresent(job::elapsedSeconds);
        start.ifPresent(from -> ends(job, row, standing, from));
    }

    private static void ends(
            JobBuilder job, OnDemandJson.Row row, States.Standing standing, Instant from) {
        if (standing.state() == JobState.FINISHED) {
            job.endedAt(row.wallclockTime().map(ran -> from.plus(Duration.ofSeconds(ran))));
        } else if (standing.state() == JobState.RUNNING) {
            job.expiresAt(
                    row.wallclockLimit()
                            .filter(limit -> limit > 0)
                            .map(limit -> from.plus(Duration.ofSeconds(limit))));
        }
    }

    private static Optional<String> said(Optional<String> text) {
        return text.filter(words -> !words.isBlank());
    }
}
