package dev.hpcmcp.port;

import dev.hpcmcp.spec.Scope;
import java.util.Optional;
import java.util.Set;

/**
 * Who asks: the first parameter of everything that is done for somebody.
 *
 * @param clusters the clusters this caller may use; empty means all of them
 */
public record Caller(String subject, Set<Scope> scopes, Optional<Set<String>> clusters) {
    public Caller {
        if (subject.isBlank()) {
            throw new IllegalArgumentException("a caller has a subject");
        }
        scopes = Set.copyOf(scopes);
        clusters = clusters.map(Set::copyOf);
    }

    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }

    public boolean mayUse(String cluster) {
        return clusters.map(allowed -> allowed.contains(cluster)).orElse(true);
    }
}
