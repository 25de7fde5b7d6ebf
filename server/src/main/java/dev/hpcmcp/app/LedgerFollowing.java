package dev.hpcmcp.app;

import dev.hpcmcp.model.Job;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.store.Following;
import dev.hpcmcp.watch.Follower;
import java.util.List;

/** What the ledger remembers is followed until it has seen the end. */
record LedgerFollowing(Follower follower) implements Following {
    @Override
    public void remembered(Caller caller, String cluster, List<Job> jobs) {
        follower.follow(caller, cluster, jobs);
    }

    @Override
    public void saw(Caller caller, String cluster, List<Job> jobs) {
        follower.saw(caller, cluster, jobs);
    }
}
