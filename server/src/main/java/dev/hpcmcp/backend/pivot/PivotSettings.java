package dev.hpcmcp.backend.pivot;

import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Secret;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * How a training service is reached, and what may be done there.
 *
 * @param url the API's base, such as {@code http://127.0.0.1:8000/api/v1}
 * @param profile found out if it is not given
 * @param keys what each caller has to show
 */
public record PivotSettings(
        String id,
        String title,
        String url,
        Optional<Profile> profile,
        Function<Caller, Optional<Key>> keys,
        Rules rules,
        Duration pollFloor,
        Duration timeout) {
    private static final long USUAL_LIMIT = 4L << 30;

    public PivotSettings {
        url = base(url);
    }

    /** Which of the two APIs of that name it is. */
    public enum Profile {
        /** What the project's guide documents. */
        DOC,
        /** What the project's code serves. */
        SRC
    }

    /** What a proxy before the service wants to see; the service itself knows no sign-in. */
    public record Key(String header, Secret value) {
        public static Key apiKey(Secret key) {
            return new Key("X-API-Key", key);
        }

        public static Key bearer(Secret token) {
            return new Key("Authorization", Secret.of("Bearer " + token.reveal()));
        }
    }

    /**
     * What may be done there, and how.
     *
     * @param environment names of variables that a run may be given
     * @param useUv whether the service starts runs with uv
     * @param webhookHosts hosts that webhooks may lead to
     * @param downloadLimit bytes that a checkpoint may have
     * @param requestsPerMinute how many requests it gets at most
     */
    public record Rules(
            Set<String> environment,
            boolean useUv,
            Set<String> webhookHosts,
            long downloadLimit,
            int requestsPerMinute) {
        static final Rules USUAL =
                new Rules(
                        Set.of("CUDA_VISIBLE_DEVICES", "WANDB_MODE"),
                        true,
                        Set.of(),
                        USUAL_LIMIT,
                        60);

        public Rules {
            environment = Set.copyOf(environment);
            webhookHosts = Set.copyOf(webhookHosts);
        }
    }

    /** Whether a variable of this name can do no more than tell a run something. */
    public static boolean mayAllow(String name) {
        return Environment.mayEverBeAllowed(name);
    }

    public static PivotSettings usual(String id, String url) {
        return new PivotSettings(
                id,
                "Training service",
                url,
                Optional.empty(),
                _ -> Optional.empty(),
                Rules.USUAL,
                Duration.ofSeconds(10),
                Duration.ofSeconds(15));
    }

    public PivotSettings withTitle(String other) {
        return new PivotSettings(id, other, url, profile, keys, rules, pollFloor, timeout);
    }

    public PivotSettings withProfile(Profile other) {
        return new PivotSettings(
                id, title, url, Optional.of(other), keys, rules, pollFloor, timeout);
    }

    /** The same for all callers. */
    public PivotSettings withKey(Key other) {
        return withKeys(_ -> Optional.of(other));
    }

    public PivotSettings withKeys(Function<Caller, Optional<Key>> other) {
        return new PivotSettings(id, title, url, profile, other, rules, pollFloor, timeout);
    }

    public PivotSettings withEnvironment(Set<String> other) {
        return with(
                new Rules(
                        other,
                        rules.useUv(),
                        rules.webhookHosts(),
                        rules.downloadLimit(),
                        rules.requestsPerMinute()));
    }

    public PivotSettings withoutUv() {
        return with(
                new Rules(
                        rules.environment(),
                        false,
                        rules.webhookHosts(),
                        rules.downloadLimit(),
                        rules.requestsPerMinute()));
    }

    public PivotSettings withWebhookHosts(Set<String> other) {
        return with(
                new Rules(
                        rules.environment(),
                        rules.useUv(),
                        other,
                        rules.downloadLimit(),
                        rules.requestsPerMinute()));
    }

    public PivotSettings withDownloadLimit(long other) {
        return with(
                new Rules(
                        rules.environment(),
                        rules.useUv(),
                        rules.webhookHosts(),
                        other,
                        rules.requestsPerMinute()));
    }

    public PivotSettings withRequestsPerMinute(int other) {
        return with(
                new Rules(
                        rules.environment(),
                        rules.useUv(),
                        rules.webhookHosts(),
                        rules.downloadLimit(),
                        other));
    }

    private PivotSettings with(Rules other) {
        return new PivotSettings(id, title, url, profile, keys, other, pollFloor, timeout);
    }

    public PivotSettings withTimes(Duration otherPollFloor, Duration otherTimeout) {
        return new PivotSettings(
                id, title, url, profile, keys, rules, otherPollFloor, otherTimeout);
    }

    private static String base(String url) {
        String bare = url.strip().replaceFirst("/+$", "");
        return bare.matches("(?i)https?://[^/]+") ? bare + "/api/v1" : bare;
    }
}
