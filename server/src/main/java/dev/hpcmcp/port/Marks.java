package dev.hpcmcp.port;

import dev.hpcmcp.model.Job;
import java.time.Duration;
import java.util.Optional;

/**
 * Finding a job again whose acceptance nobody saw. A cluster that has this keeps the {@code
 * requestId} of a request with the job or session it becomes: in its name, a comment, its
 * environment.
 */
public interface Marks {
    /** The caller's job whose request carried this mark, if it is there now. */
    Optional<Job> findByMark(Caller caller, String mark);

    /**
     * How long after a request was sent it may still become a job that {@link #findByMark} has not
     * seen. After that, a job that is not found does not exist.
     */
    Duration settles();

    /**
     * How long after a request was sent its job is certainly still there to be found, where there
     * is a limit to that. After that, a job that is not found may have come and gone.
     */
    default Optional<Duration> keeps() {
        return Optional.empty();
    }

    /**
     * Whether people see a mark, as where it is in a job's name. Then only those requests carry one
     * whose promise needs it, or whose job has no name of its own.
     */
    default boolean visible() {
        return false;
    }
}
