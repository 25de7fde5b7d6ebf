package dev.hpcmcp.backend.s9s;

import dev.hpcmcp.port.Secret;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How a gateway with S9S's API is reached, and as whom.
 *
 * @param user the name that the sign-in has on the cluster; with it, other people's jobs are left
 *     alone, without it all jobs that the gateway shows count as the caller's
 * @param scriptText whether the gateway takes a script's text, and not only a path to one
 * @param reportRecipients the addresses that reports may be sent to
 */
public record S9sSettings(
        String id,
        String title,
        String url,
        Credential credential,
        Optional<String> user,
        boolean scriptText,
        Set<String> reportRecipients,
        Duration pollFloor,
        Duration timeout) {
    public S9sSettings {
        reportRecipients = Set.copyOf(reportRecipients);
    }

    /** What proves who we are. */
    public sealed interface Credential {}

    /** A bearer token. */
    public record Token(Secret token) implements Credential {}

    public record ApiKey(Secret key) implements Credential {}

    /** An OAuth client, which gets itself tokens. */
    public record Client(String id, Secret secret) implements Credential {}

    public static S9sSettings usual(String id, String url, Credential credential) {
        return new S9sSettings(
                id,
                "Cluster " + id,
                url,
                credential,
                Optional.empty(),
                false,
                Set.of(),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30));
    }

    public S9sSettings withTitle(String other) {
        return new S9sSettings(
                id, other, url, credential, user, scriptText, reportRecipients, pollFloor, timeout);
    }

    public S9sSettings withUser(String other) {
        return new S9sSettings(
                id,
                title,
                url,
                credential,
                Optional.of(other),
                scriptText,
                reportRecipients,
                pollFloor,
                timeout);
    }

    public S9sSettings takingScriptText() {
        return new S9sSettings(
                id, title, url, credential, user, true, reportRecipients, pollFloor, timeout);
    }

    public S9sSettings withReportRecipients(Set<String> other) {
        return new S9sSettings(
                id, title, url, credential, user, scriptText, other, pollFloor, timeout);
    }

    public S9sSettings withPollFloor(Duration other) {
        return new S9sSettings(
                id, title, url, credential, user, scriptText, reportRecipients, other, timeout);
    }

    public S9sSettings withTimeout(Duration other) {
        return new S9sSettings(
                id, title, url, credential, user, scriptText, reportRecipients, pollFloor, other);
    }
}
