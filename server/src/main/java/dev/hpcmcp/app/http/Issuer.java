package dev.hpcmcp.app.http;

import com.nimbusds.jose.util.DefaultResourceRetriever;
import dev.hpcmcp.spec.Json;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What an identity provider says of itself, asked when it is first needed: a server starts without
 * it. One that is away is asked again after a while, and not by everybody.
 */
public final class Issuer {
    static final Duration PAUSE = Duration.ofSeconds(5);

    private static final int TIMEOUT_MILLIS = 3_000;
    private static final int MOST_BYTES = 512 * 1024;

    private final String name;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Optional<Found> found = Optional.empty();
    private Optional<Instant> failedAt = Optional.empty();

    public Issuer(String name, InstantSource clock) {
        this.name = name;
        this.clock = clock;
    }

    /**
     * Where it is asked for what.
     *
     * @param keys with which it signs
     * @param introspection what a token means
     * @param authorization for people's browsers
     * @param token for what they come back with
     */
    public record Found(
            URI keys,
            Optional<URI> introspection,
            Optional<URI> authorization,
            Optional<URI> token) {}

    /** Where it sends us we do not go: it says of itself where its things are. */
    static DefaultResourceRetriever retriever() {
        return new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, MOST_BYTES) {
            @Override
            protected HttpURLConnection openHTTPConnection(URL url) throws IOException {
                HttpURLConnection connection = super.openHTTPConnection(url);
                connection.setInstanceFollowRedirects(false);
                return connection;
            }
        };
    }

    public Found found() throws IssuerAway {
        Optional<Found> known = found;
        return known.isPresent() ? known.get() : look();
    }

    private Found look() throws IssuerAway {
        lock.lock();
        try {
            if (found.isPresent()) {
                return found.get();
            }
            Instant now = clock.instant();
            if (failedAt.filter(then -> now.isBefore(then.plus(PAUSE))).isPresent()) {
                throw new IssuerAway("it was away a moment ago");
            }
            failedAt = Optional.of(now);
            Found answer = discovered();
            found = Optional.of(answer);
            return answer;
        } finally {
            lock.unlock();
        }
    }

    /** In the order that clients try them, too. */
    private Found discovered() throws IssuerAway {
        URI issuer = URI.create(name);
        String path = issuer.getRawPath().replaceFirst("/$", "");
        String last = "it has no metadata";
        for (String place :
                List.of(
                        "/.well-known/oauth-authorization-server" + path,
                        "/.well-known/openid-configuration" + path,
                        path + "/.well-known/openid-configuration")) {
            try {
                URI url = issuer.resolve(place);
                return read(
                        Json.MAPPER.readTree(
                                retriever().retrieveResource(url.toURL()).getContent()));
            } catch (IOException | JacksonException e) {
                last = String.valueOf(e.getMessage());
            }
        }
        throw new IssuerAway(last);
    }

    private Found read(JsonNode metadata) throws IssuerAway {
        if (!metadata.path("issuer").asString("").equals(name)) {
            throw new IssuerAway(
                    "it calls itself otherwise than the configuration does: "
                            + metadata.path("issuer").asString("nothing"));
        }
        Optional<URI> keys = address(metadata, "jwks_uri");
        if (keys.isEmpty()) {
            throw new IssuerAway("it does not say where its keys are");
        }
        return new Found(
                keys.get(),
                address(metadata, "introspection_endpoint"),
                address(metadata, "authorization_endpoint"),
                address(metadata, "token_endpoint"));
    }

    /** Keys that came over plain HTTP may be anybody's; secrets are sent to the other one. */
    private Optional<URI> address(JsonNode metadata, String key) throws IssuerAway {
        String text = metadata.path(key).asString("");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI uri = URI.create(text);
            boolean near = name.startsWith("http:") && OAuthSettings.near(uri);
            if (uri.getHost() == null
                    || uri.getRawUserInfo() != null
                    || !("https".equals(uri.getScheme()) || near)) {
                throw new IssuerAway("its " + key + " is no https:// address");
            }
            return Optional.of(uri);
        } catch (IllegalArgumentException e) {
            throw new IssuerAway("its " + key + " is no address");
        }
    }
}
