package dev.hpcmcp.port;

import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The configured clusters, and which of them a call is meant for. What is served has gone through
 * one door, which may put something around it; what a cluster is and offers is asked of it
 * directly.
 */
public final class Backends {
    private final List<Backend> all;
    private final UnaryOperator<Backend> door;
    private final BiPredicate<Caller, String> open;

    public Backends(List<? extends Backend> all) {
        this(all, UnaryOperator.identity());
    }

    /**
     * @param door gives the same answer for the same cluster, with all its ports
     */
    public Backends(List<? extends Backend> all, UnaryOperator<Backend> door) {
        this(all, door, (_, _) -> true);
    }

    /**
     * @param open whether somebody may use a cluster, by its id; for others it is not there
     */
    public Backends(
            List<? extends Backend> all,
            UnaryOperator<Backend> door,
            BiPredicate<Caller, String> open) {
        this.all = List.copyOf(all);
        this.door = door;
        this.open = open;
    }

    public List<Backend> of(Caller caller) {
        return all.stream()
                .filter(backend -> caller.mayUse(backend.id()))
                .filter(backend -> open.test(caller, backend.id()))
                .toList();
    }

    /** The caller's clusters that have a port. */
    public <P> List<P> having(Caller caller, Class<P> port) {
        return of(caller).stream().filter(port::isInstance).map(port::cast).toList();
    }

    /**
     * The one cluster that a call is meant for: the named one, or the only one that can serve it.
     */
    public <P> Served<P> serving(Caller caller, Optional<String> cluster, Class<P> port) {
        Backend backend =
                cluster.map(id -> named(caller, id)).orElseGet(() -> onlyOne(caller, port));
        if (!port.isInstance(backend)) {
            throw new HpcException(
                    new Failure.NotSupported(backend.id(), Ports.name(port), others(caller, port)));
        }
        return served(backend, port);
    }

    /** Every one of the caller's clusters that has the port. */
    public <P> List<Served<P>> allServing(Caller caller, Class<P> port) {
        return able(caller, port).stream().map(backend -> served(backend, port)).toList();
    }

    private <P> Served<P> served(Backend backend, Class<P> port) {
        return new Served<>(backend.id(), port.cast(door.apply(backend)));
    }

    /** A port of a named cluster, if it has it. */
    public <P> Optional<P> offered(Caller caller, String cluster, Class<P> port) {
        return of(caller).stream()
                .filter(backend -> backend.id().equals(cluster))
                .filter(port::isInstance)
                .map(port::cast)
                .findFirst();
    }

    private Backend named(Caller caller, String id) {
        return of(caller).stream()
                .filter(backend -> backend.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        HpcException.invalid(
                                "cluster", "there is no cluster of that name", ids(of(caller))));
    }

    private <P> Backend onlyOne(Caller caller, Class<P> port) {
        List<Backend> able = able(caller, port);
        if (able.isEmpty()) {
            throw new HpcException(
                    new Failure.NotSupported(
                            "any of your clusters", Ports.name(port), Optional.empty()));
        }
        if (able.size() > 1) {
            throw HpcException.invalid(
                    "cluster", "several clusters could serve this: name one", ids(able));
        }
        return able.getFirst();
    }

    private <P> List<Backend> able(Caller caller, Class<P> port) {
        return of(caller).stream().filter(port::isInstance).toList();
    }

    private <P> Optional<String> others(Caller caller, Class<P> port) {
        List<Backend> able = able(caller, port);
        return able.isEmpty() ? Optional.empty() : Optional.of("these clusters can: " + ids(able));
    }

    private static String ids(List<Backend> backends) {
        return backends.stream().map(Backend::id).collect(Collectors.joining(", "));
    }

    /** A cluster and the port of it that was asked for. */
    public record Served<P>(String cluster, P port) {}
}
