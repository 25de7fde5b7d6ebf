package dev.hpcmcp.guard;

import dev.hpcmcp.port.Backends;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Failure;
import dev.hpcmcp.port.Failure.NotAllowed;
import dev.hpcmcp.port.Failure.NotSupported;
import dev.hpcmcp.port.Ports;
import dev.hpcmcp.spec.Effect;
import dev.hpcmcp.spec.ToolSpec;
import dev.hpcmcp.spec.Toolset;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a caller may use a tool: one question, asked the same way when tools are listed and when
 * one is called.
 */
public final class Access {
    private final Set<Toolset> on;
    private final boolean readOnly;
    private final Backends backends;

    public Access(Set<Toolset> on, boolean readOnly, Backends backends) {
        this.on = Set.copyOf(on);
        this.readOnly = readOnly;
        this.backends = backends;
    }

    /**
     * Why not, or nothing. {@code port} is what some cluster must offer for the tool to make sense.
     */
    public Optional<Failure> refusal(Caller caller, ToolSpec<?, ?> spec, Optional<Class<?>> port) {
        if (readOnly && spec.effect() != Effect.READS) {
            return Optional.of(
                    new NotAllowed(
                            "this server is read-only: it changes nothing", Optional.empty()));
        }
        if (caller.wish().readOnly() && spec.effect() != Effect.READS) {
            return Optional.of(
                    new NotAllowed(
                            "your program asked for tools that change nothing", Optional.empty()));
        }
        if (!caller.wish().admits(spec.toolset())) {
            return Optional.of(
                    new NotAllowed("your program asked for other toolsets", Optional.empty()));
        }
        if (!on.contains(spec.toolset())) {
            String name = spec.toolset().name().toLowerCase(java.util.Locale.ROOT);
            return Optional.of(
                    new NotAllowed(
                            "the toolset "
                                    + name
                                    + " is off; the server's configuration turns it on under toolsets",
                            Optional.empty()));
        }
        if (!caller.may(spec.scope())) {
            return Optional.of(new NotAllowed(spec.name(), Optional.of(spec.scope())));
        }
        return port.filter(needed -> backends.having(caller, needed).isEmpty())
                .map(needed ->
                        new NotSupported(
                                "any of your clusters", Ports.name(needed), Optional.empty()));
    }
}
