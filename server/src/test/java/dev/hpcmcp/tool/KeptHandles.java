package dev.hpcmcp.tool;

import dev.hpcmcp.model.JobId;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.store.Ledger;
import java.util.List;
import java.util.Optional;

/** Handles of a test's own ledger. */
public record KeptHandles(Ledger ledger) implements Handles {
    @Override
    public Optional<JobId> standingFor(Caller caller, String cluster, List<JobId> jobs) {
        return ledger.group(caller, cluster, jobs);
    }

    @Override
    public List<JobId> jobs(Caller caller, String cluster, JobId handle) {
        return ledger.grouped(caller, cluster, handle);
    }
}
