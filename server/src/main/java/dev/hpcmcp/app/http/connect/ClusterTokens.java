package dev.hpcmcp.app.http.connect;

import dev.hpcmcp.auth.Credential;
import dev.hpcmcp.auth.Credential.Kind;
import dev.hpcmcp.port.Secret;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.OAuth2AccessToken;

/** Puts what a cluster's provider gave to whoever is signed in here into the vault. */
final class ClusterTokens implements OAuth2AuthorizedClientRepository {
    /** What Spring makes of a token whose provider does not say when it ends. */
    private static final Duration UNSAID = Duration.ofSeconds(1);

    private final Desk desk;

    ClusterTokens(Desk desk) {
        this.desk = desk;
    }

    @Override
    public void saveAuthorizedClient(
            OAuth2AuthorizedClient client,
            Authentication principal,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<Visitor> visitor = Visitor.now();
        Optional<String> cluster = Providers.cluster(client.getClientRegistration());
        // Of those who only signed in to us nothing is kept.
        if (visitor.isPresent() && cluster.isPresent()) {
            desk.cluster(visitor.get().caller(), cluster.get())
                    .ifPresent(it -> {
                        desk.keep(visitor.get().caller(), it, credential(client));
                        Notice.KEPT.leave(request);
                    });
        }
    }

    private static Credential credential(OAuth2AuthorizedClient client) {
        OAuth2AccessToken token = client.getAccessToken();
        return new Credential(
                Kind.TOKEN,
                Secret.of(token.getTokenValue()),
                Optional.empty(),
                end(token),
                Optional.ofNullable(client.getRefreshToken())
                        .map(refresh -> Secret.of(refresh.getTokenValue())));
    }

    private static Optional<Instant> end(OAuth2AccessToken token) {
        Instant begin = token.getIssuedAt();
        Instant end = token.getExpiresAt();
        return begin == null || end == null || !end.isAfter(begin.plus(UNSAID))
                ? Optional.empty()
                : Optional.of(end);
    }

    /** Nobody gets any of it back here. */
    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // as Spring has it
    public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(
            String id, Authentication principal, HttpServletRequest request) {
        return null;
    }

    @Override
    public void removeAuthorizedClient(
            String id,
            Authentication principal,
            HttpServletRequest request,
            HttpServletResponse response) {
        // What is kept is taken back with the button alone.
    }
}
