package dev.hpcmcp.tool;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.spec.DiagnoseJob.Confidence;
import dev.hpcmcp.spec.DiagnoseJob.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Judges a job by {@link Rules}; what fits none of them stays unknown. */
final class Diagnosis {
    static final String UNKNOWN = "unknown";

    private static final int NEAR_THE_END = 25;
    private static final int LAST_LINES = 5;

    /** Such a line is printed by programs that go on. */
    private static final Pattern HARMLESS =
            Pattern.compile("(?i)\\bwarn|ignore above|falling back|deprecat|retrying|\\bnote:");

    private final Job job;
    private final List<Printed> printed;

    private Diagnosis(Job job, List<Printed> printed) {
        this.job = job;
        this.printed = printed;
    }

    /** The end of one stream, cleaned. */
    record Printed(String stream, List<String> lines) {}

    /** What was concluded, and by which rule. */
    record Finding(
            String rule,
            String cause,
            Confidence confidence,
            List<Evidence> evidence,
            List<String> advice,
            Optional<Fix> fix) {}

    /**
     * Where a rule's pattern was found.
     *
     * @param sure whether it is likely to be what ended the job
     */
    private record Sighting(Optional<Evidence> evidence, boolean sure) {}

    static Finding of(Job job, List<Printed> printed) {
        return new Diagnosis(job, printed).judge();
    }

    private Finding judge() {
        for (Rule rule : Rules.ALL) {
            Optional<Sighting> seen = rule.byEnd() ? Optional.empty() : sighting(rule);
            if (seen.filter(Sighting::sure).isPresent()) {
                return found(rule, seen.get());
            }
        }
        for (Rule rule : Rules.ALL) {
            Optional<Sighting> seen = sighting(rule);
            if (seen.isPresent()) {
                return found(rule, seen.get());
            }
        }
        return unknown();
    }

    private Optional<Sighting> sighting(Rule rule) {
        if (!rule.about(job)) {
            return Optional.empty();
        }
        if (rule.seen().isEmpty()) {
            return Optional.of(new Sighting(Optional.empty(), true));
        }
        Pattern pattern = rule.seen().get();
        if (job.reason().filter(reason -> pattern.matcher(reason).find()).isPresent()) {
            return Optional.of(new Sighting(Optional.empty(), true));
        }
        List<Sighting> all =
                printed.stream().flatMap(stream -> last(pattern, stream).stream()).toList();
        return all.stream().filter(Sighting::sure).findFirst().or(() -> all.stream().findFirst());
    }

    private Optional<Sighting> last(Pattern pattern, Printed stream) {
        List<String> lines = stream.lines();
        for (int i = lines.size() - 1; i >= 0; i--) {
            String line = lines.get(i);
            if (pattern.matcher(line).find()) {
                boolean near = lines.size() - i <= NEAR_THE_END && !HARMLESS.matcher(line).find();
                return Optional.of(
                        new Sighting(
                                Optional.of(new Evidence(stream.stream(), line)),
                                near || job.outcome().equals(Optional.of(Outcome.SUCCEEDED))));
            }
        }
        return Optional.empty();
    }

    private Finding found(Rule rule, Sighting seen) {
        Confidence confidence = seen.sure() ? rule.confidence() : less(rule.confidence());
        List<Evidence> evidence = new ArrayList<>(told());
        seen.evidence().ifPresent(evidence::add);
        if (confidence != Confidence.HIGH && job.finished()) {
            end().filter(line -> !evidence.contains(line)).forEach(evidence::add);
        }
        return new Finding(
                rule.id(), rule.cause(), confidence, evidence, rule.advice(), rule.fix());
    }

    private static Confidence less(Confidence confidence) {
        return confidence == Confidence.HIGH ? Confidence.MEDIUM : Confidence.LOW;
    }

    private Finding unknown() {
        List<Evidence> evidence = new ArrayList<>(told());
        if (!job.finished()) {
            return new Finding(
                    UNKNOWN,
                    "It waits, or cannot be told, for a reason that is not a known one.",
                    Confidence.LOW,
                    evidence,
                    List.of("The evidence has the cluster's own word for it. Wait: {wait}"),
                    Optional.empty());
        }
        end().forEach(evidence::add);
        return new Finding(
                UNKNOWN,
                "It failed, and nothing that is known tells why.",
                Confidence.LOW,
                evidence,
                List.of("Read its output: {logs}"),
                Optional.empty());
    }

    /** What the cluster told. */
    private List<Evidence> told() {
        List<Evidence> told = new ArrayList<>();
        job.reason().ifPresent(reason -> told.add(new Evidence("reason", reason)));
        job.exitCode().ifPresent(code -> told.add(new Evidence("exit_code", code.toString())));
        job.signal().ifPresent(signal -> told.add(new Evidence("signal", signal)));
        return told;
    }

    /** The last lines of each stream, one piece of evidence each. */
    private Stream<Evidence> end() {
        return printed.stream()
                .flatMap(stream -> {
                    List<String> lines =
                            stream.lines().stream().filter(line -> !line.isBlank()).toList();
                    return lines.isEmpty()
                            ? Stream.of(new Evidence(stream.stream(), "(it printed nothing)"))
                            : lines
                                    .subList(Math.max(0, lines.size() - LAST_LINES), lines.size())
                                    .stream()
                                    .map(line -> new Evidence(stream.stream(), line));
                });
    }
}
