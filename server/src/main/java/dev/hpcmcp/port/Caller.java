package dev.hpcmcp.port;

import dev.hpcmcp.spec.Scope;
import java.util.Optional;
import java.util.Set;

/**
 * Who asks: the first parameter of everything that is done for somebody.
 *
 * @param clusters the clusters this caller may use; empty means all of them
 * @param badge by what they came in
 * @param wish what their program wants to see less of
 */
public record Caller(
        String subject,
        Set<Scope> scopes,
        Optional<Set<String>> clusters,
        Badge badge,
        Narrowing wish) {
    public Caller {
        if (subject.isBlank()) {
            throw new IllegalArgumentException("a caller has a subject");
        }
        scopes = Set.copyOf(scopes);
        clusters = clusters.map(Set::copyOf);
    }

    public Caller(String subject, Set<Scope> scopes, Optional<Set<String>> clusters) {
        this(subject, scopes, clusters, Badge.NONE, Narrowing.NONE);
    }

    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }

    public boolean mayUse(String cluster) {
        return clusters.map(allowed -> allowed.contains(cluster)).orElse(true);
    }

    public Caller with(Badge other) {
        return new Caller(subject, scopes, clusters, other, wish);
    }

    public Caller narrowed(Narrowing other) {
        return new Caller(subject, scopes, clusters, badge, other);
    }
}
