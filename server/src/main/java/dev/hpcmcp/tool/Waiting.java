package dev.hpcmcp.tool;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobsFound;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Says how far the jobs are that somebody waits for. */
final class Waiting {
    private static final int MOST = 5;

    private Waiting() {}

    /** A finished job counts as one, a running one by the part it says it has done. */
    static void report(JobsFound found, Progress progress) {
        List<Job> jobs = found.jobs();
        double done = jobs.stream().mapToDouble(Waiting::done).sum();
        String more = jobs.size() > MOST ? " and " + (jobs.size() - MOST) + " more" : "";
        String words =
                jobs.stream().limit(MOST).map(Waiting::words).collect(Collectors.joining(", "));
        progress.report(
                done,
                OptionalDouble.of(jobs.size() + (double) found.missing().size()),
                words + more);
    }

    private static double done(Job job) {
        return job.finished() ? 1 : Math.clamp(fraction(job).orElse(0), 0, 1);
    }

    private static OptionalDouble fraction(Job job) {
        return job.progress()
                .flatMap(dev.hpcmcp.model.Progress::fraction)
                .map(OptionalDouble::of)
                .orElse(OptionalDouble.empty());
    }

    /** Such as {@code 12 running 34 s, 40 %}. */
    private static String words(Job job) {
        StringBuilder words = new StringBuilder();
        words.append(job.jobId()).append(' ').append(lower(job.state()));
        job.outcome().ifPresent(outcome -> words.append(' ').append(lower(outcome)));
        job.elapsedSeconds().ifPresent(time -> words.append(' ').append(time).append(" s"));
        if (!job.finished()) {
            fraction(job)
                    .ifPresent(
                            part -> words.append(", ").append(Math.round(part * 100)).append(" %"));
        }
        if (job.stale()) {
            words.append(" when last seen at ").append(job.asOf());
        }
        return words.toString();
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
