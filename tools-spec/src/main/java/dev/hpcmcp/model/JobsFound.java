package dev.hpcmcp.model;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was found of the jobs asked for, and why the others were not.
 *
 * @param unsure those of the missing that nobody could look up just now: they may well be there
 */
public record JobsFound(List<Job> jobs, List<Missing> missing, Set<JobId> unsure) {
    public JobsFound {
        jobs = List.copyOf(jobs);
        missing = List.copyOf(missing);
        Set<JobId> gone = missing.stream().map(Missing::jobId).collect(Collectors.toSet());
        unsure = unsure.stream().filter(gone::contains).collect(Collectors.toUnmodifiableSet());
    }

    /** The cluster has answered for all of them. */
    public JobsFound(List<Job> jobs, List<Missing> missing) {
        this(jobs, missing, Set.of());
    }

    /** A job that could not be shown. */
    public record Missing(
            @Doc("The id asked for") JobId jobId, @Doc("Why it is not here") String reason) {}
}
