package dev.hpcmcp.backend.slurm;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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

    private Job array(List<SlurmJson.Raw> records, SlurmId id) {
        ArrayTally tally = new ArrayTally();
        for (SlurmJson.Raw raw : records) {
            OptionalInt own = raw.task().stream().mapToInt(Integer::intValue).findFirst();
            if (own.isPresent()) {
                tally.add(views.of(raw, id.withTask(own.getAsInt())));
                continue;
            }
            List<Integer> waiting = waiting(raw);
            Job like = views.of(raw, id);
            waiting.forEach(index -> tally.add(like));
            if (waiting.isEmpty()) {
                tally.add(like);
            }
        }
        SlurmJson.Raw first =
                records.stream()
                        .filter(raw -> raw.jobId() == id.number())
                        .findFirst()
                        .orElse(records.getFirst());
        return tally.onto(views.of(first, id));
    }

    private Job parts(List<SlurmJson.Raw> records, SlurmId id) {
        List<Job> parts = records.stream().map(raw -> views.of(raw, id)).toList();
        SlurmJson.Raw leader =
                records.stream()
                        .filter(raw -> raw.jobId() == id.number())
                        .findFirst()
                        .orElse(records.getFirst());
        Job job = views.of(leader, id);
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
