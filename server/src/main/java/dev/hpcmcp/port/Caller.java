package dev.hpcmcp.port;

import dev.hpcmcp.spec.Scope;
import java.util.HashSet;
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

    /** As they would be with this scope too. */
    public Caller with(Scope more) {
        Set<Scope> all = new HashSet<>(scopes);
        all.add(more);
        return new Caller(subject, all, clusters, badge, wish);
    }

    /** With no scopes but those of theirs that are named. */
    public Caller only(Set<Scope> some) {
        Set<Scope> both = new HashSet<>(scopes);
        both.retainAll(some);
        return new Caller(subject, both, clusters, badge, wish);
    }

    public Caller with(Badge other) {
        return new Caller(subject, scopes, clusters, other, wish);
    }

    /** With this wish too: one never takes back another. */
    public Caller narrowed(Narrowing other) {
        return new Caller(subject, scopes, clusters, badge, wish.and(other));
    }
}
