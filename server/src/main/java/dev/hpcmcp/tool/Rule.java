package dev.hpcmcp.tool;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.model.Resources;
import dev.hpcmcp.model.Usage;
import dev.hpcmcp.spec.DiagnoseJob.Confidence;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** One entry of {@code diagnosis.yml}, which says what each part means. */
record Rule(
        String id,
        Set<JobState> states,
        Set<Outcome> outcomes,
        Set<Integer> exitCodes,
        Set<String> signals,
        Optional<Pattern> reason,
        Optional<Pattern> seen,
        Optional<Double> memory,
        Optional<Double> time,
        Optional<Fix> fix,
        String cause,
        Confidence confidence,
        List<String> advice) {
    Rule {
        outcomes =
                states.isEmpty() && outcomes.isEmpty()
                        ? Set.of(Outcome.FAILED, Outcome.START_FAILED)
                        : Set.copyOf(outcomes);
    }

    /** Whether the job is of the kind that this rule is about; what it printed comes later. */
    boolean about(Job job) {
        return (states.isEmpty() || states.contains(job.state()))
                && (outcomes.isEmpty() || job.outcome().filter(outcomes::contains).isPresent())
                && (exitCodes.isEmpty() || job.exitCode().filter(exitCodes::contains).isPresent())
                && (signals.isEmpty() || job.signal().filter(this::named).isPresent())
                && reason.map(words -> job.reason().filter(found(words)).isPresent()).orElse(true)
                && memory.map(least -> memoryShare(job) >= least).orElse(true)
                && time.map(least -> timeShare(job) >= least).orElse(true);
    }

    /** A rule that goes by how the process ended is a guess beside one that was told. */
    boolean byEnd() {
        return !exitCodes.isEmpty() || !signals.isEmpty();
    }

    private boolean named(String signal) {
        return signals.contains(signal.toUpperCase(Locale.ROOT));
    }

    private static java.util.function.Predicate<String> found(Pattern words) {
        return text -> words.matcher(text).find();
    }

    private static double memoryShare(Job job) {
        Optional<Double> used = job.usage().flatMap(Usage::maxMemoryGb);
        Optional<Double> given = job.resources().flatMap(Resources::memoryGb).filter(gb -> gb > 0);
        return job.usage()
                .flatMap(Usage::memoryEfficiency)
                .or(() -> used.flatMap(gb -> given.map(most -> gb / most)))
                .orElse(0.0);
    }

    private static double timeShare(Job job) {
        return job.wallTimeSeconds()
                .filter(most -> most > 0)
                .flatMap(most -> job.elapsedSeconds().map(run -> (double) run / most))
                .orElse(0.0);
    }
}
