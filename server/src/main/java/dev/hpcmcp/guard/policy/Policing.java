package dev.hpcmcp.guard.policy;

import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.BulkCancel;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Capacity;
import dev.hpcmcp.port.Defaults;
import dev.hpcmcp.port.JobControl;
import dev.hpcmcp.port.Jobs;
import dev.hpcmcp.port.Overlay;
import dev.hpcmcp.port.Sessions;
import dev.hpcmcp.port.Training;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Puts the policy that holds just now before every cluster. */
public final class Policing {
    private final Supplier<Policy> policy;
    private final Spending spending;
    private final Clock clock;
    private final Map<String, Backend> policed = new ConcurrentHashMap<>();

    /**
     * @param purse asked for when something is first counted
     * @param clusters each cluster with its memory, without this
     */
    public Policing(
            Supplier<Policy> policy,
            Supplier<Purse> purse,
            Function<String, Optional<Backend>> clusters,
            Clock clock) {
        this.policy = policy;
        this.clock = clock;
        Function<String, Optional<Jobs>> jobs =
                id -> clusters.apply(id).filter(Jobs.class::isInstance).map(Jobs.class::cast);
        this.spending = new Spending(purse, new Reckoning(jobs, clock), clock);
    }

    /** Whether there is such a cluster for this caller. */
    public boolean opens(Caller caller, String cluster) {
        return policy.get().opens(caller, cluster);
    }

    /**
     * A cluster behind the policy; the same answer each time.
     *
     * @param bare the cluster itself
     * @param inner the cluster with what else is around it
     */
    public Backend over(Backend bare, Backend inner) {
        return policed.computeIfAbsent(bare.id(), _ -> made(bare, inner));
    }

    private Backend made(Backend bare, Backend inner) {
        Gate gate = new Gate(bare.id(), policy, spending, clock);
        Asking asking =
                new Asking(
                        bare.id(),
                        bare instanceof Defaults own ? Optional.of(own) : Optional.empty());
        Map<Class<?>, Object> ports = new HashMap<>();
        if (inner instanceof Jobs jobs) {
            ports.put(Jobs.class, new PolicedJobs(gate, asking, jobs));
        }
        if (inner instanceof JobControl control) {
            ports.put(JobControl.class, new PolicedControl(gate, control));
        }
        if (inner instanceof BulkCancel bulk) {
            ports.put(BulkCancel.class, new PolicedBulk(gate, bulk));
        }
        if (inner instanceof Sessions sessions) {
            ports.put(Sessions.class, new PolicedSessions(gate, asking, sessions));
        }
        if (inner instanceof Training training) {
            ports.put(Training.class, new PolicedTraining(gate, asking, training));
        }
        if (inner instanceof Capacity capacity) {
            ports.put(Capacity.class, new PolicedCapacity(gate, capacity));
        }
        return Overlay.over(inner, ports, "policed " + bare.id());
    }
}
