package dev.hpcmcp.store;

import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.port.BulkCancel;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.HpcException;
import java.util.List;

/** Many jobs ended at once, of which each answer is noted. */
record RememberedBulk(String cluster, BulkCancel bulk, RememberedJobs jobs, Memory memory)
        implements BulkCancel {
    @Override
    public List<Ending> cancelAll(Caller caller, List<JobId> ids, Cancel how) {
        List<Ending> endings =
                bulk.cancelAll(caller, ids, how).stream()
                        .map(ending -> remembered(caller, ending))
                        .toList();
        memory.saw(
                caller,
                cluster,
                endings.stream()
                        .filter(Ending.Done.class::isInstance)
                        .map(Ending.Done.class::cast)
                        .map(Ending.Done::job)
                        .toList());
        return endings;
    }

    private Ending remembered(Caller caller, Ending ending) {
        if (!(ending instanceof Ending.Failed(var id, var failure))) {
            return ending;
        }
        try {
            return new Ending.Done(id, jobs.endedBefore(caller, id, new HpcException(failure)));
        } catch (HpcException e) {
            return new Ending.Failed(id, e.failure());
        }
    }
}
