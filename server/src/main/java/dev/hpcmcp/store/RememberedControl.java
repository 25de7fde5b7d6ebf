package dev.hpcmcp.store;

import dev.hpcmcp.model.Control;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.HpcException;
import dev.hpcmcp.port.JobControl;
import java.util.List;
import java.util.Set;

/** Changes to a cluster's jobs, of which the answers are noted. */
record RememberedControl(String cluster, JobControl control, RememberedJobs jobs, Memory memory)
        implements JobControl {
    @Override
    public Set<Control.Action> actions() {
        return control.actions();
    }

    @Override
    public Job control(Caller caller, JobId id, Control change) {
        try {
            Job job = control.control(caller, id, change);
            memory.saw(caller, cluster, List.of(job));
            return job;
        } catch (HpcException e) {
            throw jobs.refusal(caller, id, e);
        }
    }
}
