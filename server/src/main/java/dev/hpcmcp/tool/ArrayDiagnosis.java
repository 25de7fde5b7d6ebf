package dev.hpcmcp.tool;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobRequest;
import dev.hpcmcp.model.Outcome;
import dev.hpcmcp.model.TaskRange;
import dev.hpcmcp.spec.DiagnoseJob;
import dev.hpcmcp.spec.DiagnoseJob.Confidence;
import dev.hpcmcp.spec.DiagnoseJob.Group;
import dev.hpcmcp.tool.Diagnosis.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The failed tasks of an array, grouped by cause. Only some of them are looked into; the others
 * join the group of those that ended exactly like them.
 */
final class ArrayDiagnosis {
    private static final int MOST_LOOKED_INTO = 20;
    private static final Finding NOT_LOOKED_INTO =
            new Finding(
                    Diagnosis.UNKNOWN,
                    "Not looked into: too many tasks failed.",
                    Confidence.LOW,
                    List.of(),
                    List.of(),
                    Optional.empty());

    private static final Set<Outcome> NO_FAILURE =
            EnumSet.of(Outcome.SUCCEEDED, Outcome.CANCELLED, Outcome.UNKNOWN);

    private final Map<String, Integer> byOutcome = new TreeMap<>();
    private final List<Job> failed;
    private final int tasks;
    private final boolean whole;
    private final List<Cause> causes;

    /** Tasks that failed alike, and what was found about the first of them. */
    private record Cause(Finding finding, List<Job> members) {}

    private ArrayDiagnosis(List<Job> all, int tasks, boolean whole, Function<Job, Finding> about) {
        all.forEach(task -> byOutcome.merge(word(task), 1, Integer::sum));
        this.tasks = tasks;
        this.whole = whole;
        failed = all.stream().filter(ArrayDiagnosis::failed).toList();
        causes = grouped(about);
    }

    static ArrayDiagnosis of(List<Job> tasks, Function<Job, Finding> about) {
        return new ArrayDiagnosis(tasks, tasks.size(), true, about);
    }

    /** Where no more is known than some of those that failed. */
    static ArrayDiagnosis ofSome(List<Job> failed, int tasks, Function<Job, Finding> about) {
        return new ArrayDiagnosis(failed, tasks, false, about);
    }

    private static String word(Job task) {
        return task.outcome()
                .map(Outcome::name)
                .orElse(task.state().name())
                .toLowerCase(Locale.ROOT);
    }

    /** One whose end nobody knows may have succeeded: it is not run again on a guess. */
    private static boolean failed(Job task) {
        return task.outcome().filter(end -> !NO_FAILURE.contains(end)).isPresent();
    }

    private record End(
            Optional<Outcome> outcome, Optional<Integer> exitCode, Optional<String> signal) {}

    private static End end(Job task) {
        return new End(task.outcome(), task.exitCode(), task.signal());
    }

    private List<Cause> grouped(Function<Job, Finding> about) {
        Map<String, Cause> groups = new LinkedHashMap<>();
        Map<End, Set<String>> seen = new LinkedHashMap<>();
        Set<Job> first = chosen();
        for (Job task : first) {
            Finding finding = about.apply(task);
            join(groups, finding.cause(), finding, task);
            seen.computeIfAbsent(end(task), _ -> new TreeSet<>()).add(finding.cause());
        }
        for (Job task : failed) {
            if (!first.contains(task)) {
                Set<String> like = seen.getOrDefault(end(task), Set.of());
                String cause = like.size() == 1 ? like.iterator().next() : NOT_LOOKED_INTO.cause();
                join(groups, cause, NOT_LOOKED_INTO, task);
            }
        }
        return groups.values().stream()
                .sorted(Comparator.comparingInt((Cause cause) -> -cause.members().size()))
                .toList();
    }

    private static void join(Map<String, Cause> groups, String cause, Finding finding, Job member) {
        groups.computeIfAbsent(cause, _ -> new Cause(finding, new ArrayList<>()))
                .members()
                .add(member);
    }

    /** One of each kind of end, then the first of the rest. */
    private Set<Job> chosen() {
        Map<End, Job> kinds = new LinkedHashMap<>();
        failed.forEach(task -> kinds.putIfAbsent(end(task), task));
        Set<Job> chosen = new java.util.LinkedHashSet<>();
        kinds.values().stream().limit(MOST_LOOKED_INTO).forEach(chosen::add);
        failed.stream().limit(MOST_LOOKED_INTO - chosen.size()).forEach(chosen::add);
        return chosen;
    }

    boolean anyFailed() {
        return !failed.isEmpty();
    }

    Job example() {
        return causes.getFirst().members().getFirst();
    }

    /** What would help all of them; nothing if they failed for different causes. */
    Optional<Fix> fix() {
        return causes.size() == 1 ? causes.getFirst().finding().fix() : Optional.empty();
    }

    Finding finding() {
        Finding largest = causes.getFirst().finding();
        String cause =
                "%s%d of %d tasks failed, %s: %s"
                        .formatted(
                                whole ? "" : "At least ",
                                failed.size(),
                                tasks,
                                causes.size() == 1 ? "all alike" : "most of them so",
                                largest.cause());
        return new Finding(
                largest.rule(),
                cause,
                largest.confidence(),
                largest.evidence(),
                largest.advice(),
                largest.fix());
    }

    /** The request for those alone; nothing where that cannot be written as one. */
    Optional<JobRequest> onlyFailed(JobRequest request) {
        String atATime =
                request.array()
                        .flatMap(range -> TaskRange.parse(range).atATime())
                        .map(most -> "%" + most)
                        .orElse("");
        String range = indices(failed) + atATime;
        boolean allNamed = failed.stream().allMatch(it -> Indices.of(it.jobId()).isPresent());
        return whole && allNamed && range.length() <= TaskRange.LONGEST
                ? Optional.of(request.change().withoutReplicas().array(range).build())
                : Optional.empty();
    }

    private static String indices(List<Job> members) {
        TreeSet<Integer> indices = new TreeSet<>();
        members.forEach(task -> Indices.of(task.jobId()).ifPresent(indices::add));
        return Indices.ranges(indices);
    }

    Optional<DiagnoseJob.Tasks> output() {
        List<Group> groups =
                causes.stream()
                        .map(cause ->
                                new Group(
                                        cause.finding().cause(),
                                        cause.members().size(),
                                        indices(cause.members()),
                                        cause.members().getFirst().jobId(),
                                        cause.finding().evidence()))
                        .toList();
        return Optional.of(
                new DiagnoseJob.Tasks(
                        byOutcome,
                        Optional.of(indices(failed)).filter(text -> !text.isEmpty()),
                        groups));
    }
}
