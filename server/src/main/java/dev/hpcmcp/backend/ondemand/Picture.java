package dev.hpcmcp.backend.ondemand;

import dev.hpcmcp.backend.ondemand.OnDemandJson.Row;
import dev.hpcmcp.model.ArrayTally;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobBuilder;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.TaskRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A user's rows at one time, put together to jobs. Live rows show the tasks of an array as jobs of
 * their own that do not say so; the accounting's rows do, and so do the labels of jobs that were
 * submitted through us.
 */
final class Picture {
    /** Slurm keeps what has ended in view for five minutes, unless a site says otherwise. */
    private static final Duration IN_VIEW = Duration.ofMinutes(5);

    private final Views views;
    private final Map<String, Row> live = new LinkedHashMap<>();
    private final Map<String, Row> past = new LinkedHashMap<>();
    private final Map<String, List<Row>> arrays = new LinkedHashMap<>();

    Picture(Views views, List<Row> live, List<Row> history) {
        this.views = views;
        live.stream()
                .filter(row -> row.isReal() && OodId.isId(row.jobId()))
                .forEach(row -> this.live.put(row.jobId(), row));
        for (Row row : history) {
            OodId.array(row.jobId())
                    .ifPresentOrElse(
                            array -> arrays.computeIfAbsent(array, _ -> new ArrayList<>()).add(row),
                            () -> past.putIfAbsent(row.jobId(), row));
        }
        past.keySet().removeIf(id -> !OodId.isId(id));
    }

    /** Whose jobs these are: the list holds nobody else's. */
    Optional<String> owner() {
        return live.values().stream().flatMap(row -> row.jobOwner().stream()).findFirst();
    }

    /** Whether the live rows alone leave it open what this id is. */
    boolean isUnclear(JobId id) {
        Row row = live.get(id.value());
        return row == null || isTwofold(id) || (label(row).tasks().orElse(0) > 1 && isOld(row));
    }

    /** Whether it may be a job of its own as well as the array that its neighbours belong to. */
    boolean isTwofold(JobId id) {
        Row row = live.get(id.value());
        return row != null
                && !arrays.containsKey(id.value())
                && label(row).mark().isEmpty()
                && siblings(row).size() > 1;
    }

    /** What stands here of an id, if it is all there is to know. */
    Optional<Job> job(JobId id) {
        String text = id.value();
        if (arrays.containsKey(text)) {
            return Optional.of(array(id, arrays.getOrDefault(text, List.of())));
        }
        Optional<Job> task = OodId.array(text).flatMap(array -> task(id, array));
        if (task.isPresent()) {
            return task;
        }
        Row row = live.get(text);
        if (row != null) {
            return Optional.of(label(row).isArray() ? labelled(id, row) : views.of(row, id));
        }
        return Optional.ofNullable(past.get(text)).map(old -> views.of(old, id));
    }

    /** Whether its name tells that it was submitted through us. */
    boolean isMarked(JobId id) {
        List<Row> task =
                OodId.array(id.value())
                        .map(array -> arrays.getOrDefault(array, List.of()))
                        .orElse(List.of());
        return Stream.concat(Stream.ofNullable(live.get(id.value())), task.stream())
                .anyMatch(row -> label(row).mark().isPresent());
    }

    List<Job> tasks(JobId array) {
        return arrays.getOrDefault(array.value(), List.of()).stream()
                .filter(row -> OodId.task(row.jobId()).isPresent())
                .sorted(Comparator.comparingInt(row -> OodId.task(row.jobId()).orElse(0)))
                .map(row -> views.of(row, new JobId(row.jobId())))
                .toList();
    }

    /** Everything, each array as one. */
    List<Job> all() {
        List<Job> jobs = new ArrayList<>();
        arrays.forEach((id, rows) -> jobs.add(array(new JobId(id), rows)));
        Set<Key> ofArrays = new HashSet<>();
        arrays.values().forEach(rows -> rows.forEach(row -> ofArrays.add(Key.of(row))));
        for (Row row : live.values()) {
            boolean inArray = label(row).isArray() || ofArrays.contains(Key.of(row));
            if (!inArray) {
                jobs.add(views.of(row, new JobId(row.jobId())));
            } else if (ofArrays.add(Key.of(row))) {
                jobs.add(whole(row));
            }
        }
        past.values().stream()
                .filter(row -> !live.containsKey(row.jobId()))
                .forEach(row -> jobs.add(views.of(row, new JobId(row.jobId()))));
        return jobs;
    }

    /** The rest that waits, and the last task, have the array's own number: the lowest. */
    private Job whole(Row row) {
        Row base =
                siblings(row).stream()
                        .min(
                                Comparator.comparingInt((Row each) -> each.jobId().length())
                                        .thenComparing(Row::jobId))
                        .orElse(row);
        return labelled(new JobId(base.jobId()), base);
    }

    private Optional<Job> task(JobId id, String array) {
        List<Row> rows = arrays.getOrDefault(array, List.of());
        int wanted = OodId.task(id.value()).orElse(-1);
        return rows.stream()
                .filter(row -> row.jobId().equals(id.value()))
                .findFirst()
                .or(() -> rows.stream().filter(row -> waiting(row).contains(wanted)).findFirst())
                .map(row -> views.of(row, id));
    }

    private Job array(JobId id, List<Row> rows) {
        ArrayTally tally = new ArrayTally();
        for (Row row : rows) {
            JobId own = OodId.task(row.jobId()).isPresent() ? new JobId(row.jobId()) : id;
            tally.add(views.of(row, own), Math.max(1, waiting(row).size()));
        }
        return whole(tally, views.of(rows.getFirst(), id));
    }

    private static Job whole(ArrayTally tally, Job like) {
        JobBuilder job =
                Job.of(
                                like.cluster(),
                                like.jobId(),
                                tally.state(),
                                tally.nativeState().orElse(like.nativeState()),
                                like.asOf())
                        .name(like.name())
                        .owner(like.owner())
                        .queue(like.queue())
                        .project(like.project())
                        .submittedAt(like.submittedAt());
        like.wallTimeSeconds().ifPresent(job::wallTimeSeconds);
        return tally.onto(job).build();
    }

    /**
     * What waits together is one row; how many that are, the label tells as long as all are seen.
     */
    private Job labelled(JobId id, Row row) {
        ArrayTally tally = new ArrayTally();
        int total = label(row).tasks().orElse(1);
        List<Row> rows = siblings(row);
        int waiting = isOld(row) ? 0 : total - rows.size();
        for (Row each : rows) {
            Job task = views.of(each, new JobId(each.jobId()));
            boolean rest = task.state() == JobState.QUEUED;
            tally.add(task, rest ? Math.max(1, waiting + 1) : 1);
            waiting = rest ? 0 : waiting;
        }
        tally.addUnseen(total - tally.tasks());
        return whole(tally, views.of(row, id));
    }

    private static List<Integer> waiting(Row row) {
        try {
            return OodId.waiting(row.jobId())
                    .map(text -> TaskRange.parse(text).indices())
                    .orElse(List.of());
        } catch (IllegalArgumentException odd) {
            return List.of();
        }
    }

    private List<Row> siblings(Row row) {
        return live.values().stream().filter(r -> Key.of(r).equals(Key.of(row))).toList();
    }

    private boolean isOld(Row row) {
        return row.submitted()
                .map(at -> Duration.between(at, views.now()).compareTo(IN_VIEW) >= 0)
                .orElse(true);
    }

    private static Label label(Row row) {
        return Label.parse(row.jobName().orElse(""));
    }

    /** The tasks of an array were submitted at one moment under one name. */
    private record Key(Optional<String> name, Optional<String> submittedAt) {
        static Key of(Row row) {
            return new Key(row.jobName(), row.submittedAt());
        }
    }
}
