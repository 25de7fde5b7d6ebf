package dev.hpcmcp.guard;

import java.util.List;

/** Who is stopped, as all servers over one store know it. */
@FunctionalInterface
public interface Stops {
    /**
     * All stops, also those that are over.
     *
     * @throws NotKept if nobody can tell now
     */
    List<Stop> now();
}
