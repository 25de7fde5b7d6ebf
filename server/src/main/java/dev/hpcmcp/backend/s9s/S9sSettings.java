package dev.hpcmcp.backend.s9s;

import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Secret;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * How a gateway with S9S's API is reached, and as whom.
 *
 * @param accounts as whom each caller acts there
 * @param scriptText whether the gateway takes a script's text, and not only a path to one
 * @param reportRecipients the addresses that reports may be sent to
 */
public record S9sSettings(
        String id,
        String title,
        String url,
        Function<Caller, Account> accounts,
        boolean scriptText,
        Set<String> reportRecipients,
        Duration pollFloor,
        Duration timeout) {
    public S9sSettings {
        reportRecipients = Set.copyOf(reportRecipients);
    }

    /** What proves who somebody is. */
    public sealed interface Credential {}

    /** A bearer token. */
    public record Token(Secret token) implements Credential {}

    public record ApiKey(Secret key) implements Credential {}

    /** An OAuth client, which gets itself tokens. */
    public record Client(String id, Secret secret) implements Credential {}

    /**
     * As whom a caller acts on the cluster.
     *
     * @param user the name there; with it, other people's jobs are left alone, without it all jobs
     *     that the gateway shows count as the caller's
     */
    public record Account(Optional<String> user, Credential credential) {
        /**
         * Whether a job may be this account's. Nothing speaks against it where names are unknown.
         */
        boolean mayOwn(Optional<String> owner) {
            return user.isEmpty() || owner.isEmpty() || owner.equals(user);
        }
    }

    /** All callers are the one account with this credential. */
    public static S9sSettings usual(String id, String url, Credential credential) {
        return usual(id, url, _ -> new Account(Optional.empty(), credential));
    }

    public static S9sSettings usual(String id, String url, Function<Caller, Account> accounts) {
        return new S9sSettings(
                id,
                "Cluster " + id,
                url,
                accounts,
                false,
                Set.of(),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30));
    }

    public S9sSettings withTitle(String other) {
        return new S9sSettings(
                id, other, url, accounts, scriptText, reportRecipients, pollFloor, timeout);
    }

    public S9sSettings withUser(String other) {
        return new S9sSettings(
                id,
                title,
                url,
                accounts.andThen(account -> new Account(Optional.of(other), account.credential())),
                scriptText,
                reportRecipients,
                pollFloor,
                timeout);
    }

    public S9sSettings takingScriptText() {
        return new S9sSettings(
                id, title, url, accounts, true, reportRecipients, pollFloor, timeout);
    }

    public S9sSettings withReportRecipients(Set<String> other) {
        return new S9sSettings(id, title, url, accounts, scriptText, other, pollFloor, timeout);
    }

    public S9sSettings withPollFloor(Duration other) {
        return new S9sSettings(
                id, title, url, accounts, scriptText, reportRecipients, other, timeout);
    }

    public S9sSettings withTimeout(Duration other) {
        return new S9sSettings(
                id, title, url, accounts, scriptText, reportRecipients, pollFloor, other);
    }
}
