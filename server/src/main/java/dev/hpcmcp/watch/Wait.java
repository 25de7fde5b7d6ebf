package dev.hpcmcp.watch;

import dev.hpcmcp.model.JobId;
import dev.hpcmcp.model.JobsFound;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What somebody waits for.
 *
 * @param eachLook told after every look, on the waiting thread
 */
public record Wait(
        List<JobId> ids,
        Predicate<JobsFound> wanted,
        Duration timeout,
        Consumer<JobsFound> eachLook) {
    public Wait {
        ids = ids.stream().distinct().toList();
    }

    /** Not a wait at all: one look. */
    static Wait oneLook(List<JobId> ids) {
        return new Wait(ids, seen -> true, Duration.ZERO, seen -> {});
    }

    /** One look for which there is time. */
    static Wait anyLook(List<JobId> ids) {
        return new Wait(ids, seen -> true, Duration.ofMinutes(1), seen -> {});
    }
}
