package dev.hpcmcp.guard.policy;

import dev.hpcmcp.model.Cancel;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.port.BulkCancel;
import dev.hpcmcp.port.Caller;
import java.util.List;

/** Many jobs ended at once: each counts. */
record PolicedBulk(Gate gate, BulkCancel bulk) implements BulkCancel {
    @Override
    public List<Ending> cancelAll(Caller caller, List<JobId> ids, Cancel how) {
        List<Ending> endings =
                gate.change(caller, ids.size(), () -> bulk.cancelAll(caller, ids, how));
        List<Job> ended =
                endings.stream()
                        .filter(Ending.Done.class::isInstance)
                        .map(Ending.Done.class::cast)
                        .map(Ending.Done::job)
                        .toList();
        gate.saw(caller, ended);
        return endings;
    }
}
