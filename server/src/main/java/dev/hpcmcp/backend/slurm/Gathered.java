package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.model.ArrayTally;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobBuilder;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Resources;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BinaryOperator;

/** The records that belong to one id, and the job that they are together. */
final class Gathered {
    private static final String FORGOTTEN =
            "Slurm's controller forgets tasks some minutes after their end, so how all of them"
                    + " ended cannot be said";
    private static final String FOR_NOW =
            FORGOTTEN + " while the accounting, which knows, does not answer";

    private final Views views;

    Gathered(Views views) {
        this.views = views;
    }

    /** The same of records that were told at a certain time. */
    Gathered at(Instant told) {
        return new Gathered(views.at(told));
    }

    /**
     * The job of an id among the records around it. A task that still waits with others has no
     * record of its own.
     */
    Optional<Job> job(Known known, SlurmId id) {
        List<SlurmJson.Raw> records = known.records();
        if (id.task().isPresent()) {
            return task(records, id, id.task().getAsInt());
        }
        if (id.part().isPresent()) {
            long part = id.part().getAsInt();
            return records.stream()
                    .filter(raw -> raw.hetId() == id.number())
                    .filter(raw -> SlurmJson.number(raw.hetJobOffset()).orElse(0L) == part)
                    .findFirst()
                    .map(raw -> views.of(raw, id));
        }
        List<SlurmJson.Raw> tasks =
                records.stream().filter(raw -> raw.arrayId() == id.number()).toList();
        List<SlurmJson.Raw> parts =
                records.stream().filter(raw -> raw.hetId() == id.number()).toList();
        if (!tasks.isEmpty()) {
            return Optional.of(array(tasks, id, known));
        }
        return parts.size() > 1 ? Optional.of(parts(parts, id)) : single(records, id);
    }

    private Optional<Job> single(List<SlurmJson.Raw> records, SlurmId id) {
        return records.stream()
                .filter(raw -> raw.jobId() == id.number())
                .findFirst()
                .map(raw -> views.of(raw, id));
    }

    private Optional<Job> task(List<SlurmJson.Raw> records, SlurmId id, int index) {
        List<SlurmJson.Raw> tasks =
                records.stream().filter(raw -> raw.arrayId() == id.number()).toList();
        return tasks.stream()
                .filter(raw -> raw.task().equals(Optional.of(index)))
                .findFirst()
                .or(() -> tasks.stream().filter(raw -> waiting(raw).contains(index)).findFirst())
                .map(raw -> views.of(raw, id));
    }

    static List<Integer> waiting(SlurmJson.Raw raw) {
        return raw.task().isPresent()
                ? List.of()
                : TaskText.indices(raw.arrayTaskString().orElse(""));
    }

    /** In order; those that wait without a record of their own are like the whole. */
    List<Job> tasks(List<SlurmJson.Raw> records, SlurmId id) {
        List<Job> tasks = new ArrayList<>();
        for (SlurmJson.Raw raw : records) {
            if (raw.arrayId() != id.number() || id.task().isPresent()) {
                continue;
            }
            raw.task().ifPresent(index -> tasks.add(views.of(raw, id.withTask(index))));
            waiting(raw).forEach(index -> tasks.add(views.of(raw, id.withTask(index))));
        }
        tasks.sort(Comparator.comparingInt(Gathered::index));
        return tasks;
    }

    private static int index(Job task) {
        return SlurmId.parse(task.jobId()).map(SlurmId::task).orElseThrow().orElse(0);
    }

    private ArrayTally tally(List<SlurmJson.Raw> records, SlurmId id) {
        ArrayTally tally = new ArrayTally();
        tasks(records, id).forEach(tally::add);
        records.stream()
                .filter(raw -> raw.task().isEmpty() && waiting(raw).isEmpty())
                .forEach(raw -> tally.add(views.of(raw, id)));
        return tally;
    }

    /**
     * How many of its tasks nobody tells of any more; empty if nobody can say. The comment of an
     * array that we submitted says how many it had.
     */
    private static OptionalInt unseen(List<SlurmJson.Raw> records, ArrayTally tally, Known known) {
        boolean cut =
                tally.state() != JobState.FINISHED
                        && records.stream()
                                .anyMatch(raw -> TaskText.isCut(raw.arrayTaskString().orElse("")));
        int had =
                records.stream()
                        .flatMap(raw -> Comments.tasks(raw.comment()).stream())
                        .findFirst()
                        .orElse(0);
        if (cut || known.isWhole(records) || (had > 0 && had <= tally.tasks())) {
            return OptionalInt.of(0);
        }
        return had > 0 ? OptionalInt.of(had - tally.tasks()) : OptionalInt.empty();
    }

    private Job array(List<SlurmJson.Raw> records, SlurmId id, Known known) {
        ArrayTally tally = tally(records, id);
        OptionalInt unseen = unseen(records, tally, known);
        unseen.ifPresentOrElse(tally::addUnseen, tally::addUncounted);
        Job whole = views.of(leader(records, id), id);
        JobState state = tally.state();
        JobBuilder job =
                Job.of(
                                whole.cluster(),
                                whole.jobId(),
                                state,
                                tally.nativeState().orElse(whole.nativeState()),
                                whole.asOf())
                        .name(whole.name())
                        .owner(whole.owner())
                        .queue(whole.queue())
                        .project(whole.project())
                        .reason(
                                state != JobState.FINISHED
                                        ? whole.reason()
                                        : Optional.of(known.away() ? FOR_NOW : FORGOTTEN)
                                                .filter(_ -> unseen.orElse(1) > 0))
                        .workingDirectory(whole.workingDirectory())
                        .resources(whole.resources())
                        .submittedAt(whole.submittedAt());
        whole.wallTimeSeconds().ifPresent(job::wallTimeSeconds);
        return tally.onto(job).build();
    }

    private static SlurmJson.Raw leader(List<SlurmJson.Raw> records, SlurmId id) {
        return records.stream()
                .filter(raw -> raw.jobId() == id.number())
                .findFirst()
                .orElse(records.getFirst());
    }

    private Job parts(List<SlurmJson.Raw> records, SlurmId id) {
        List<Job> parts = records.stream().map(raw -> views.of(raw, id)).toList();
        Job job = views.of(leader(records, id), id);
        List<String> nodes = new ArrayList<>();
        parts.forEach(part -> nodes.addAll(part.nodes()));
        return job.change()
                .nodes(nodes)
                .resources(
                        parts.stream()
                                .flatMap(part -> part.resources().stream())
                                .reduce(Gathered::sum))
                .build();
    }

    private static Resources sum(Resources one, Resources other) {
        return new Resources(
                sum(one.nodes(), other.nodes(), Integer::sum),
                sum(one.cores(), other.cores(), Integer::sum),
                sum(one.memoryGb(), other.memoryGb(), Double::sum),
                sum(one.gpus(), other.gpus(), Integer::sum));
    }

    private static <T> Optional<T> sum(Optional<T> one, Optional<T> other, BinaryOperator<T> plus) {
        return one.isPresent() && other.isPresent()
                ? Optional.of(plus.apply(one.get(), other.get()))
                : one.or(() -> other);
    }
}
