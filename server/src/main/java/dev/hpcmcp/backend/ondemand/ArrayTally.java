package dev.hpcmcp.backend.ondemand;

import dev.hpcmcp.model.ArraySummary;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobBuilder;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobState;
import dev.hpcmcp.model.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tasks of an array that can be seen, added up to one job. */
final class ArrayTally {
    private static final int NAMED = 10;
    private static final List<JobState> MOST_ADVANCED =
            List.of(
                    JobState.RUNNING,
                    JobState.STARTING,
                    JobState.ENDING,
                    JobState.SUSPENDED,
                    JobState.QUEUED,
                    JobState.HELD,
                    JobState.UNKNOWN);
    private static final List<Outcome> WORST_FIRST =
            List.of(
                    Outcome.FAILED,
                    Outcome.START_FAILED,
                    Outcome.OUT_OF_MEMORY,
                    Outcome.TIMED_OUT,
                    Outcome.NODE_FAILED,
                    Outcome.PREEMPTED,
                    Outcome.CANCELLED,
                    Outcome.UNKNOWN,
                    Outcome.SUCCEEDED);

    private final Map<JobState, Integer> byState = new EnumMap<>(JobState.class);
    private final Map<JobState, String> words = new EnumMap<>(JobState.class);
    private final Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
    private final List<JobId> failed = new ArrayList<>();
    private int seen;
    private Optional<Instant> first = Optional.empty();
    private Optional<Instant> last = Optional.empty();

    void add(Job task, int times) {
        seen += times;
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

    int seen() {
        return seen;
    }

    /** Tasks that have left the cluster's view ended somehow: nobody can say how. */
    void unseen(int tasks) {
        if (tasks > 0) {
            seen += tasks;
            byState.merge(JobState.UNKNOWN, tasks, Integer::sum);
            outcomes.add(Outcome.UNKNOWN);
        }
    }

    /** An array is where its most advanced unfinished task is. */
    Job onto(Job like) {
        JobState state =
                MOST_ADVANCED.stream()
                        .filter(one -> one != JobState.UNKNOWN || !words.isEmpty())
                        .filter(one -> words.containsKey(one))
                        .findFirst()
                        .orElse(JobState.FINISHED);
        boolean done = state == JobState.FINISHED;
        Optional<Outcome> worst = WORST_FIRST.stream().filter(outcomes::contains).findFirst();
        JobBuilder job =
                Job.of(
                                like.cluster(),
                                like.jobId(),
                                state,
                                words.getOrDefault(state, like.nativeState()),
                                like.asOf())
                        .name(like.name())
                        .owner(like.owner())
                        .queue(like.queue())
                        .project(like.project())
                        .submittedAt(like.submittedAt())
                        .startedAt(first)
                        .endedAt(done ? last : Optional.empty())
                        .outcome(done ? worst : Optional.empty())
                        .array(new ArraySummary(seen, byState, failed));
        like.wallTimeSeconds().ifPresent(job::wallTimeSeconds);
        return job.build();
    }
}
