package dev.hpcmcp.store;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.port.Caller;
import java.util.List;

/** Told of jobs, so that somebody can see to it that their ends are seen. Never fails. */
public interface Following {
    Following NONE =
            new Following() {
                @Override
                public void remembered(Caller caller, String cluster, List<Job> jobs) {}

                @Override
                public void saw(Caller caller, String cluster, List<Job> jobs) {}
            };

    /** These were submitted through us, and were just noted as they are now. */
    void remembered(Caller caller, String cluster, List<Job> jobs);

    /** These were seen as they are now, whether they are ours or not. */
    void saw(Caller caller, String cluster, List<Job> jobs);
}
