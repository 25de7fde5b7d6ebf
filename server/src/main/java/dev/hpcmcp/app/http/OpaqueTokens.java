package dev.hpcmcp.app.http;

import dev.hpcmcp.auth.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.http.client.support.BasicAuthenticationInterceptor;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OAuth2IntrospectionException;
import org.springframework.security.oauth2.server.resource.introspection.SpringOpaqueTokenIntrospector;
import org.springframework.web.client.RestTemplate;

/** Asks the issuer about tokens that only it can read, each time, so that it may take them back. */
final class OpaqueTokens {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    /** Strangers may send what they like: it costs the issuer no more than so many at a time. */
    private static final int AT_ONCE = 8;

    private final OAuthSettings settings;
    private final OAuthSettings.Introspection as;
    private final Issuer issuer;
    private final InstantSource clock;
    private final Semaphore places = new Semaphore(AT_ONCE, true);

    OpaqueTokens(
            OAuthSettings settings,
            OAuthSettings.Introspection as,
            Issuer issuer,
            InstantSource clock) {
        this.settings = settings;
        this.as = as;
        this.issuer = issuer;
        this.clock = clock;
    }

    Verdict of(String token) throws IssuerAway {
        String endpoint =
                issuer.found()
                        .introspection()
                        .orElseThrow(() -> new IssuerAway("it has no introspection endpoint"))
                        .toString();
        enter();
        try {
            Map<String, Object> claims =
                    new SpringOpaqueTokenIntrospector(endpoint, rest())
                            .introspect(token)
                            .getAttributes();
            return forUs(claims) ? new Claims(settings).verdict(claims) : Verdict.UNKNOWN;
        } catch (BadOpaqueTokenException inactive) {
            return Verdict.UNKNOWN;
        } catch (OAuth2IntrospectionException broken) {
            throw new IssuerAway("introspection failed: " + broken.getMessage());
        } finally {
            places.release();
        }
    }

    private void enter() throws IssuerAway {
        try {
            if (!places.tryAcquire(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IssuerAway("too many tokens are asked about at once");
            }
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            throw new IssuerAway("the request was cancelled");
        }
    }

    /** The issuer says that it is good, and not for whom unless we look. */
    private boolean forUs(Map<String, Object> claims) {
        Collection<?> audience = claims.get("aud") instanceof Collection<?> all ? all : List.of();
        boolean ended = claims.get("exp") instanceof Instant end && !clock.instant().isBefore(end);
        return audience.contains(settings.audience())
                && settings.issuer().equals(claims.getOrDefault("iss", settings.issuer()))
                && !claims.containsKey("cnf")
                && !ended;
    }

    private RestTemplate rest() {
        var connections = new SimpleClientHttpRequestFactory();
        connections.setConnectTimeout(TIMEOUT);
        connections.setReadTimeout(TIMEOUT);
        var rest = new RestTemplate(connections);
        rest.getInterceptors()
                .add(new BasicAuthenticationInterceptor(as.clientId(), as.clientSecret().reveal()));
        return rest;
    }
}
