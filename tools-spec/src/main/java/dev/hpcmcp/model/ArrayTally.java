package dev.hpcmcp.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tasks of an array that a cluster tells of, added up to one job. */
public final class ArrayTally {
    private static final int NAMED = 10;

    /** An array is where its most advanced unfinished task is. */
    private static final List<JobState> TELLING =
            List.of(
                    JobState.RUNNING,
                    JobState.STARTING,
                    JobState.ENDING,
                    JobState.SUSPENDED,
                    JobState.UNKNOWN,
                    JobState.QUEUED,
                    JobState.HELD);

    private static final List<Outcome> WORST_FIRST =
            List.of(
                    Outcome.FAILED,
                    Outcome.START_FAILED,
                    Outcome.OUT_OF_MEMORY,
                    Outcome.TIMED_OUT,
                    Outcome.NODE_FAILED,
                    Outcome.PREEMPTED,
                    Outcome.UNKNOWN,
                    Outcome.CANCELLED,
                    Outcome.SUCCEEDED);

    private final Map<JobState, Integer> byState = new EnumMap<>(JobState.class);
    private final Map<JobState, String> words = new EnumMap<>(JobState.class);
    private final Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
    private final List<JobId> failed = new ArrayList<>();
    private int tasks;
    private int unseen;
    private Optional<Instant> first = Optional.empty();
    private Optional<Instant> last = Optional.empty();

    public void add(Job task) {
        add(task, 1);
    }

    /** So many tasks that the cluster tells of as one. */
    public void add(Job task, int times) {
        tasks += times;
        byState.merge(task.state(), times, Integer::sum);
        words.putIfAbsent(task.state(), task.nativeState());
        task.outcome().ifPresent(outcomes::add);
        if (task.outcome().filter(outcome -> outcome != Outcome.SUCCEEDED).isPresent()
                && failed.size() < NAMED) {
            failed.add(task.jobId());
        }
        first = pick(first, task.startedAt(), true);
        last = pick(last, task.endedAt(), false);
    }

    private static Optional<Instant> pick(
            Optional<Instant> one, Optional<Instant> other, boolean earlier) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.or(() -> other);
        }
        return one.get().isBefore(other.get()) == earlier ? one : other;
    }

    /** Tasks that have left the cluster's view ended somehow: nobody can say how. */
    public void addUnseen(int times) {
        if (times > 0) {
            unseen += times;
            outcomes.add(Outcome.UNKNOWN);
        }
    }

    /** There may be more tasks that nobody can count any more, let alone say how they ended. */
    public void addUncounted() {
        outcomes.add(Outcome.UNKNOWN);
    }

    public int tasks() {
        return tasks + unseen;
    }

    public JobState state() {
        return TELLING.stream().filter(byState::containsKey).findFirst().orElse(JobState.FINISHED);
    }

    /** The cluster's word for that state, as the first of those tasks has it. */
    public Optional<String> nativeState() {
        return Optional.ofNullable(words.get(state()));
    }

    /** Says what the tasks are together; when it ended and how only once all of them have. */
    public JobBuilder onto(JobBuilder job) {
        Map<JobState, Integer> all = new EnumMap<>(byState);
        if (unseen > 0) {
            all.merge(JobState.UNKNOWN, unseen, Integer::sum);
        }
        job.array(new ArraySummary(tasks(), all, failed)).startedAt(first);
        return state() == JobState.FINISHED
                ? job.endedAt(last)
                        .outcome(WORST_FIRST.stream().filter(outcomes::contains).findFirst())
                : job;
    }
}
