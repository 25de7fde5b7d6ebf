package dev.hpcmcp.port;

import dev.hpcmcp.model.Control;
import dev.hpcmcp.model.Job;
import dev.hpcmcp.model.JobId;
import java.util.Set;

/** Changes to jobs short of ending them. */
public interface JobControl {
    /** The actions this cluster knows; the tool refuses the others before they get here. */
    Set<Control.Action> actions();

    /**
     * Changes a job and answers how it stands afterwards.
     *
     * @throws HpcException {@code NotFound}; {@code Conflict} if its state does not allow the
     *     action
     */
    Job control(Caller caller, JobId id, Control change);
}
