package dev.hpcmcp.app.deeds;

import dev.hpcmcp.guard.Act;
import dev.hpcmcp.guard.Act.What;
import dev.hpcmcp.guard.Doer;
import dev.hpcmcp.guard.Stop;
import dev.hpcmcp.guard.Upshot;
import dev.hpcmcp.guard.Witness;
import dev.hpcmcp.store.StoredStops;

/** How an operator stops agents, and lifts that. */
public final class WitnessedStops {
    private final StoredStops stops;
    private final Witness witness;
    private final Doer by;

    public WitnessedStops(StoredStops stops, Witness witness, Doer by) {
        this.stops = stops;
        this.witness = witness;
        this.by = by;
    }

    public void add(Stop stop) {
        boolean _ =
                witness.sees(
                        Act.of(by, What.STOP, stop.words()),
                        () -> {
                            stops.add(stop);
                            return true;
                        },
                        Upshot::found);
    }

    /** Whether there was one. */
    public boolean lift(Stop.Target target, String name) {
        return witness.sees(
                Act.of(by, What.LIFT, target.whom(name)),
                () -> stops.lift(target, name),
                Upshot::found);
    }
}
