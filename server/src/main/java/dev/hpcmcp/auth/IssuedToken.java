package dev.hpcmcp.auth;

import dev.hpcmcp.port.Badge;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.spec.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What is kept of a token that was made here.
 *
 * @param sha256 of the whole token, in hex
 * @param caller whom it lets in; the badge names the token
 * @param name what it is for, in its maker's words
 * @param created or got its present secret
 * @param expires never, if empty
 * @param used when it was last used, to about a minute
 */
public record IssuedToken(
        String sha256,
        Caller caller,
        Optional<String> name,
        Instant created,
        Optional<Instant> expires,
        Optional<Instant> used,
        Optional<Instant> revoked) {
    /** A new one. */
    static IssuedToken of(
            MintedToken minted, Grant grant, Instant now, Optional<Duration> lifetime) {
        return new IssuedToken(
                TokenHash.of(minted.whole()).hex(),
                grant.caller(minted.id()),
                grant.name(),
                now,
                lifetime.map(now::plus),
                Optional.empty(),
                Optional.empty());
    }

    public String id() {
        return caller.badge().token().orElseThrow();
    }

    public boolean valid(Instant now) {
        return revoked.isEmpty() && expires.filter(end -> !now.isBefore(end)).isEmpty();
    }

    /** How long it lasts in all. */
    Optional<Duration> lifetime() {
        return expires.map(end -> Duration.between(created, end));
    }

    /** Not even the hash is anybody's business. */
    @Override
    public String toString() {
        return "IssuedToken[id=" + id() + ", caller=" + caller + "]";
    }

    /** Whom a token is for, and what it allows. */
    public record Grant(
            String subject,
            Set<Scope> scopes,
            Optional<Set<String>> clusters,
            Set<String> groups,
            Optional<String> name) {
        public Grant {
            Subjects.check(subject);
        }

        Caller caller(String id) {
            return new Caller(subject, scopes, clusters)
                    .with(new Badge(Optional.of(id), Optional.empty(), groups));
        }
    }
}
