package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.model.ArrayTally;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobBuilder;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Resources;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;

/** The records that belong to one id, and the job that they are together. */
final class Gathered {
    private final Views views;

    Gathered(Views views) {
        this.views = views;
    }

    /**
     * The job of an id among the records around it. A task that still waits with others has no
     * record of its own.
     */
    Optional<Job> job(List<SlurmJson.Raw> records, SlurmId id) {
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
            return Optional.of(array(tasks, id));
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

    private Job array(List<SlurmJson.Raw> records, SlurmId id) {
        ArrayTally tally = new ArrayTally();
        tasks(records, id).forEach(tally::add);
        records.stream()
                .filter(raw -> raw.task().isEmpty() && waiting(raw).isEmpty())
                .forEach(raw -> tally.add(views.of(raw, id)));
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
                        .reason(state == JobState.FINISHED ? Optional.empty() : whole.reason())
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
