package dev.hpcmcp.backend.local;

import dev.hpcmcp.model.After;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.Outcome;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** Whether the jobs that a job waits for have come to what it waits for. */
final class Dependencies {
    /** How it stands with all that a job waits for. */
    sealed interface Verdict {
        record Met() implements Verdict {}

        record Waiting(String reason) implements Verdict {}

        /** What it waits for cannot happen any more. */
        record Never(String reason) implements Verdict {}
    }

    private final Views views;

    Dependencies(Views views) {
        this.views = views;
    }

    Verdict of(StoredJob job, Standing standing) throws IOException {
        Optional<String> waiting = Optional.empty();
        for (After after : job.after()) {
            switch (one(after, standing)) {
                case Verdict.Never never -> {
                    return never;
                }
                case Verdict.Waiting wait -> waiting = waiting.or(() -> Optional.of(wait.reason()));
                case Verdict.Met met -> {}
            }
        }
        return waiting.<Verdict>map(Verdict.Waiting::new).orElseGet(Verdict.Met::new);
    }

    private Verdict one(After after, Standing standing) throws IOException {
        String wanted =
                "job "
                        + after.jobId()
                        + " to have "
                        + after.condition().name().toLowerCase(Locale.ROOT);
        Optional<LocalId> id = LocalId.parse(after.jobId().value());
        Optional<Job> other = id.isPresent() ? views.find(id.get(), standing) : Optional.empty();
        if (other.isEmpty()) {
            return new Verdict.Never(
                    "it waited for " + wanted + ", and that job is not remembered any more");
        }
        if (met(after.condition(), other.get())) {
            return new Verdict.Met();
        }
        return other.get().finished()
                ? new Verdict.Never(
                        "it waited for "
                                + wanted
                                + ", and that can never happen: "
                                + other.get()
                                        .outcome()
                                        .map(o -> o.name().toLowerCase(Locale.ROOT))
                                        .orElse("unknown"))
                : new Verdict.Waiting("waits for " + wanted);
    }

    private static boolean met(After.Condition condition, Job job) {
        boolean succeeded = job.outcome().equals(Optional.of(Outcome.SUCCEEDED));
        return switch (condition) {
            case STARTED -> job.startedAt().isPresent();
            case FINISHED -> job.finished();
            case SUCCEEDED -> job.finished() && succeeded;
            case FAILED -> job.finished() && !succeeded;
        };
    }
}
