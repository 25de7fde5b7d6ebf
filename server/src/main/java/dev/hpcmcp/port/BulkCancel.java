package dev.hpcmcp.port;

import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import java.util.List;

/** Ends many jobs by one request. Without it they are ended one by one. */
public interface BulkCancel {
    /**
     * What became of each, in the order asked; a job the cluster said nothing about is {@code
     * OutcomeUnknown}.
     *
     * @throws HpcException if nothing is known of any
     */
    List<Ending> cancelAll(Caller caller, List<JobId> ids, Cancel how);

    /** What became of one. */
    sealed interface Ending {
        JobId id();

        /** As {@link Jobs#cancel} answers. */
        record Done(JobId id, Job job) implements Ending {}

        record Failed(JobId id, Failure failure) implements Ending {}
    }
}
