package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobBuilder;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Resources;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One record of Slurm as a job. */
final class Views {
    private static final int SIGNAL_OF_NO_LAUNCH = 53;
    private static final Pattern MEMORY = Pattern.compile("(?:^|,)mem=([0-9.]+)([KMGT]?)");
    private static final Pattern GPUS = Pattern.compile("(?:^|,)gres/gpu=(\\d+)");
    private static final String NOTHING = "None";
    private static final String LOST =
            "Slurm's controller has forgotten it, and its accounting has not heard of its end";

    private final String cluster;
    private final Clock clock;

    Views(String cluster, Clock clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    Views at(Instant told) {
        return new Views(cluster, Clock.fixed(told, ZoneOffset.UTC));
    }

    Job of(SlurmJson.Raw raw, SlurmId id) {
        List<String> words = raw.jobState().map(SlurmJson.Words::list).orElse(List.of());
        JobState state = States.state(words, raw);
        boolean lost = state == JobState.UNKNOWN && raw.accounted().isPresent();
        JobBuilder job =
                Job.of(
                        cluster,
                        id.asJobId(),
                        state,
                        words.isEmpty() ? "UNKNOWN" : String.join("+", words),
                        clock.instant());
        described(job, raw);
        timed(job, raw, state);
        if (lost) {
            job.reason(Optional.of(LOST));
        }
        if (state == JobState.FINISHED) {
            job.outcome(States.outcome(words, raw));
            ended(job, raw);
        }
        return job.build();
    }

    private static void described(JobBuilder job, SlurmJson.Raw raw) {
        job.name(said(raw.name()))
                .reason(said(raw.stateReason()).filter(reason -> !reason.equals(NOTHING)))
                .owner(said(raw.userName()))
                .queue(said(raw.partition()))
                .project(said(raw.account()))
                .nodes(said(raw.nodes()).map(NodeNames::expanded).orElse(List.of()))
                .resources(resources(raw))
                .workingDirectory(said(raw.currentWorkingDirectory()))
                .usage(raw.accounted().flatMap(Accounted::usage));
        if (raw.arrayId() == 0 || raw.task().isPresent()) {
            job.stdoutPath(OutputPath.stdout(raw)).stderrPath(OutputPath.stderr(raw));
        }
        SlurmJson.number(raw.timeLimit())
                .filter(minutes -> minutes > 0)
                .ifPresent(minutes -> job.wallTimeSeconds(minutes * 60));
    }

    private static Resources resources(SlurmJson.Raw raw) {
        String tres = said(raw.tresAllocStr()).or(() -> said(raw.tresReqStr())).orElse("");
        Matcher gpus = GPUS.matcher(tres);
        return new Resources(
                SlurmJson.number(raw.nodeCount()).map(Long::intValue).filter(n -> n > 0),
                SlurmJson.number(raw.cpus()).map(Long::intValue).filter(n -> n > 0),
                memory(tres),
                gpus.find() ? Optional.of(Integer.parseInt(gpus.group(1))) : Optional.empty());
    }

    static Optional<Double> memory(String tres) {
        Matcher memory = MEMORY.matcher(tres);
        if (!memory.find()) {
            return Optional.empty();
        }
        double amount = Double.parseDouble(memory.group(1));
        return Optional.of(
                switch (memory.group(2)) {
                    case "T" -> amount * 1024;
                    case "G" -> amount;
                    case "K" -> amount / (1024 * 1024);
                    default -> amount / 1024;
                });
    }

    /** Times may lie in the future, and a job that was cancelled in the queue has a start, too. */
    private void timed(JobBuilder job, SlurmJson.Raw raw, JobState state) {
        job.submittedAt(time(raw.submitTime()));
        boolean waits = state == JobState.QUEUED || state == JobState.HELD;
        Optional<Instant> start =
                waits || said(raw.nodes()).isEmpty() ? Optional.empty() : time(raw.startTime());
        Optional<Instant> end = time(raw.endTime());
        job.startedAt(start);
        if (state == JobState.FINISHED) {
            job.endedAt(end);
        } else if (start.isPresent() && SlurmJson.number(raw.timeLimit()).isPresent()) {
            job.expiresAt(end);
        }
        start.ifPresent(from -> {
            Instant to = state == JobState.FINISHED ? end.orElse(from) : clock.instant();
            job.elapsedSeconds(Math.max(0, Duration.between(from, to).toSeconds()));
        });
    }

    private static Optional<Instant> time(Optional<SlurmJson.Num> seconds) {
        return SlurmJson.number(seconds).filter(time -> time > 0).map(Instant::ofEpochSecond);
    }

    private static void ended(JobBuilder job, SlurmJson.Raw raw) {
        Optional<Integer> signal = raw.exitCode().flatMap(SlurmJson.Exit::signal);
        if (signal.filter(number -> number == SIGNAL_OF_NO_LAUNCH).isPresent()) {
            job.outcome(dev.hpcmcp.model.Outcome.START_FAILED);
            return;
        }
        job.signal(signal.flatMap(Signals::named));
        if (signal.isEmpty() && said(raw.nodes()).isPresent()) {
            raw.exitCode().flatMap(SlurmJson.Exit::code).ifPresent(job::exitCode);
        }
    }

    /** Slurm says nothing with an empty text, or with null in words. */
    static Optional<String> said(Optional<String> text) {
        return text.filter(words -> !words.isEmpty() && !words.equals("(null)"));
    }
}
