package dev.hpcmcp.model;

import java.util.List;

/** What was found of the jobs asked for, and why the others were not. */
public record JobsFound(List<Job> jobs, List<Missing> missing) {
    public JobsFound {
        jobs = List.copyOf(jobs);
        missing = List.copyOf(missing);
    }

    /** A job that could not be shown. */
    public record Missing(
            @Doc("The id asked for") JobId jobId, @Doc("Why it is not here") String reason) {}
}
