package dev.hpcmcp.app;

import dev.hpcmcp.guard.policy.Policing;
import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.Backends;
import dev.hpcmcp.store.Store;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The clusters, each with its memory and before it the policy. */
final class PolicyDoor {
    private PolicyDoor() {}

    static Backends before(
            List<Backend> backends, PolicyWatch watch, Supplier<Store> store, Clock clock) {
        Policing policing =
                new Policing(
                        watch,
                        () -> store.get().purse(),
                        id -> remembered(backends, id, store),
                        clock);
        return new Backends(
                backends,
                backend -> policing.over(backend, store.get().ledger().over(backend)),
                policing::opens);
    }

    private static Optional<Backend> remembered(
            List<Backend> backends, String id, Supplier<Store> store) {
        return backends.stream()
                .filter(backend -> backend.id().equals(id))
                .findFirst()
                .map(backend -> store.get().ledger().over(backend));
    }
}
