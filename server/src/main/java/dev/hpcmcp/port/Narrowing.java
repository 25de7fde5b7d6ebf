package dev.hpcmcp.port;

import dev.hpcmcp.spec.Toolset;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a program wants to see less of. It never widens what its caller may do.
 *
 * @param toolsets only these; empty means all that are on
 * @param readOnly only tools that change nothing
 */
public record Narrowing(Optional<Set<Toolset>> toolsets, boolean readOnly) {
    public static final Narrowing NONE = new Narrowing(Optional.empty(), false);

    public Narrowing {
        toolsets = toolsets.map(Set::copyOf);
    }

    public boolean admits(Toolset toolset) {
        return toolsets.map(wanted -> wanted.contains(toolset)).orElse(true);
    }

    /** Only what both let through. */
    public Narrowing and(Narrowing other) {
        Optional<Set<Toolset>> both =
                toolsets.map(mine ->
                                mine.stream()
                                        .filter(other::admits)
                                        .collect(Collectors.toUnmodifiableSet()))
                        .or(other::toolsets);
        return new Narrowing(both, readOnly || other.readOnly);
    }
}
