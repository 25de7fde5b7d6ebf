package dev.hpcmcp.tool;

import dev.hpcmcp.model.JobId;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.HpcException;
import java.util.List;
import java.util.Optional;

/**
 * Ids that stand for several jobs of one caller, so that nobody has to repeat a hundred of them.
 */
public interface Handles {
    /** Nobody remembers any. */
    Handles NONE =
            new Handles() {
                @Override
                public Optional<JobId> standingFor(
                        Caller caller, String cluster, List<JobId> jobs) {
                    return Optional.empty();
                }

                @Override
                public List<JobId> jobs(Caller caller, String cluster, JobId handle) {
                    return List.of();
                }
            };

    /** A new handle, if it can be remembered. */
    Optional<JobId> standingFor(Caller caller, String cluster, List<JobId> jobs);

    /** The jobs it stands for, in order; none if it is no handle of this caller's. */
    List<JobId> jobs(Caller caller, String cluster, JobId handle);

    /** No cluster gives such an id to a job. */
    static boolean isHandle(JobId id) {
        return id.value().startsWith("group:");
    }

    /** These ids, with what a handle stands for in its place, each once. */
    default List<JobId> expanded(Caller caller, String cluster, List<JobId> ids) {
        return ids.stream()
                .flatMap(id ->
                        isHandle(id) ? members(caller, cluster, id).stream() : List.of(id).stream())
                .distinct()
                .toList();
    }

    /** What a handle stands for, which is something. */
    default List<JobId> members(Caller caller, String cluster, JobId handle) {
        List<JobId> jobs = jobs(caller, cluster, handle);
        if (jobs.isEmpty()) {
            throw new HpcException(new Failure.NotFound("handle", handle.value()));
        }
        return jobs;
    }
}
