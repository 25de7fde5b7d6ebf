package dev.hpcmcp.backend.skaha;

import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a Skaha service is reached.
 *
 * @param url the service's base, such as {@code https://ws-uv.canfar.net/skaha}; a version at its
 *     end is taken off, because we find out which there is
 * @param signIns as whom each caller acts there
 * @param registry what private images are fetched with
 * @param pollFloor how often one may look
 * @param timeout how long a call may take; creating a session may take longer
 * @param changesPerMinute creations, renewals and endings
 * @param looksPerMinute looks at sessions and lists of images
 */
public record SkahaSettings(
        String id,
        String title,
        String url,
        Function<Caller, SignIn> signIns,
        Optional<Registry> registry,
        Duration pollFloor,
        Duration timeout,
        int changesPerMinute,
        int looksPerMinute) {
    public SkahaSettings {
        url = base(url);
    }

    /** As whom a caller acts there. */
    SignIn signInOf(Caller caller) {
        return signIns.apply(caller);
    }

    /** All callers are the one person whose sign-in this is. */
    public static SkahaSettings usual(String id, String url, SignIn signIn) {
        return usual(id, url, _ -> signIn);
    }

    public static SkahaSettings usual(String id, String url, Function<Caller, SignIn> signIns) {
        return new SkahaSettings(
                id,
                "Skaha science platform",
                url,
                signIns,
                Optional.empty(),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                10,
                30);
    }

    public SkahaSettings withTitle(String other) {
        return new SkahaSettings(
                id,
                other,
                url,
                signIns,
                registry,
                pollFloor,
                timeout,
                changesPerMinute,
                looksPerMinute);
    }

    public SkahaSettings withRegistry(Registry other) {
        return new SkahaSettings(
                id,
                title,
                url,
                signIns,
                Optional.of(other),
                pollFloor,
                timeout,
                changesPerMinute,
                looksPerMinute);
    }

    public SkahaSettings withTimeout(Duration other) {
        return new SkahaSettings(
                id,
                title,
                url,
                signIns,
                registry,
                pollFloor,
                other,
                changesPerMinute,
                looksPerMinute);
    }

    /**
     * How many changes and looks a minute leave at most; the guide of the service asks for that.
     */
    public SkahaSettings withRates(int changes, int looks) {
        return new SkahaSettings(
                id, title, url, signIns, registry, pollFloor, timeout, changes, looks);
    }

    private static String base(String url) {
        String bare = url.strip().replaceFirst("/+$", "").replaceFirst("/v[0-9]+$", "");
        return bare.matches("(?i)https?://[^/]+") ? bare + "/skaha" : bare;
    }

    /** Who somebody is there. */
    public sealed interface SignIn {}

    /** A bearer token, of CADC or of an OpenID provider. */
    public record Token(Secret value) implements SignIn {}

    /** A proxy certificate; read anew when it changes. */
    public record Certificate(Path pem) implements SignIn {
        /** Where the platform's own tools keep it. */
        public static Certificate usual() {
            return new Certificate(
                    Path.of(System.getProperty("user.home")).resolve(".ssl/cadcproxy.pem"));
        }
    }

    /** A proxy certificate that is in no file. */
    public record Pem(Secret content) implements SignIn {}

    /** The value of the cookie {@code CADC_SSO}, as a browser has it. */
    public record Cookie(Secret value) implements SignIn {}

    /** A sign-in at the image registry. */
    public record Registry(String user, Secret secret) {
        public Registry {
            // The server splits what it is sent at the colon, and refuses a second one.
            if (user.isBlank() || user.contains(":") || secret.reveal().contains(":")) {
                throw new IllegalArgumentException(
                        "registry-user and registry-secret are without colons");
            }
        }

        Secret header() {
            byte[] both = (user + ":" + secret.reveal()).getBytes(StandardCharsets.UTF_8);
            return Secret.of(Base64.getEncoder().encodeToString(both));
        }
    }
}
