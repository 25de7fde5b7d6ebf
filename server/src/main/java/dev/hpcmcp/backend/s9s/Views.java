package dev.hpcmcp.backend.s9s;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobBuilder;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Resources;
import dev.hpcmcp.model.Usage;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One job of S9S, from a list or by itself, as a job. */
final class Views {
    private static final int HIGHEST_CODE = 255;

    private final String cluster;
    private final Clock clock;

    Views(String cluster, Clock clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    /** Empty for what has no id that we could use. */
    Optional<Job> of(Part raw) {
        return id(raw).map(id -> view(raw, id));
    }

    static Optional<JobNumber> id(Part raw) {
        return raw.text("job_id").or(() -> raw.text("id")).flatMap(JobNumber::parse);
    }

    static Optional<Marked> name(Part raw) {
        return raw.text("job_name").or(() -> raw.text("name")).map(Marked::parse);
    }

    private Job view(Part raw, JobNumber id) {
        List<String> words = States.words(raw);
        JobState state = States.state(words, raw);
        JobBuilder job =
                Job.of(cluster, id.asJobId(), state, States.said(raw), clock.instant())
                        .name(name(raw).map(Marked::name))
                        .owner(raw.text("user"))
                        .queue(raw.text("partition"))
                        .project(raw.text("account"))
                        .reason(raw.text("reason").filter(reason -> !reason.equals("None")))
                        .nodes(raw.words("nodes"))
                        .workingDirectory(raw.text("working_directory"))
                        .stdoutPath(raw.text("standard_output").map(path -> path(path, id)))
                        .stderrPath(raw.text("standard_error").map(path -> path(path, id)))
                        .resources(resources(raw))
                        .usage(usage(raw.part("resources")))
                        .submittedAt(raw.time("submit_time"));
        raw.seconds("time_limit").ifPresent(job::wallTimeSeconds);
        timed(job, raw, state);
        if (state == JobState.FINISHED) {
            job.outcome(States.outcome(words));
            raw.count("exit_code").filter(code -> code <= HIGHEST_CODE).ifPresent(job::exitCode);
        }
        return job.build();
    }

    /** A start may lie in the future: then it is a guess of the scheduler's. */
    private void timed(JobBuilder job, Part raw, JobState state) {
        boolean waits = state == JobState.QUEUED || state == JobState.HELD;
        Optional<Instant> start = raw.time("start_time").filter(time -> !waits);
        job.startedAt(start);
        if (start.isPresent()) {
            raw.seconds("elapsed_time").ifPresent(job::elapsedSeconds);
        }
        if (state == JobState.FINISHED) {
            job.endedAt(raw.time("end_time"));
        } else if (start.isPresent()) {
            job.expiresAt(raw.seconds("time_limit").map(start.get()::plusSeconds));
        }
    }

    private static Resources resources(Part raw) {
        return new Resources(
                raw.count("node_count").filter(n -> n > 0),
                raw.count("cpu_count").filter(n -> n > 0),
                raw.gigabytes("memory"),
                raw.count("gpus"));
    }

    private static Optional<Usage> usage(Part used) {
        Usage usage =
                new Usage(
                        fraction(used, "cpu_efficiency"),
                        fraction(used, "memory_efficiency"),
                        fraction(used, "gpu_utilization"),
                        used.gigabytes("max_memory_used"));
        Usage nothing =
                new Usage(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        return usage.equals(nothing) ? Optional.empty() : Optional.of(usage);
    }

    private static Optional<Double> fraction(Part used, String name) {
        return used.number(name).filter(value -> value >= 0);
    }

    private static String path(String pattern, JobNumber id) {
        return pattern.replace("%j", id.text());
    }
}
