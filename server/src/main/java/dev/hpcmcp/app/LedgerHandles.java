package dev.hpcmcp.app;

import dev.hpcmcp.model.JobId;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.store.Ledger;
import dev.hpcmcp.tool.Handles;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Handles that the ledger remembers, which is opened when the first one is made. */
record LedgerHandles(Supplier<Ledger> ledger) implements Handles {
    @Override
    public Optional<JobId> standingFor(Caller caller, String cluster, List<JobId> jobs) {
        return ledger.get().group(caller, cluster, jobs);
    }

    @Override
    public List<JobId> jobs(Caller caller, String cluster, JobId handle) {
        return ledger.get().grouped(caller, cluster, handle);
    }
}
