package dev.hpcmcp.app.http.connect;

import dev.hpcmcp.app.http.Issuer;
import dev.hpcmcp.app.http.IssuerAway;
import dev.hpcmcp.app.http.OAuthSettings;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

/**
 * Where people can be sent to sign in: to us, and at clusters. Each is asked for its metadata when
 * it is first needed.
 */
final class Providers implements ClientRegistrationRepository {
    /** To us; no cluster is called so here. */
    static final String US = "us";

    private static final String CLUSTER = "cluster:";
    private static final Logger LOG = LoggerFactory.getLogger(Providers.class);

    private final Map<String, Provider> all = new HashMap<>();

    private record Provider(Issuer issuer, ClusterLogin login, URI back) {}

    Providers(ConnectParts parts) {
        Connecting it = parts.connecting();
        parts.oauth()
                .ifPresent(oauth ->
                        it.client()
                                .ifPresent(client ->
                                        add(
                                                it,
                                                US,
                                                us(oauth, client),
                                                Place.ROOT + Place.SIGN_IN + Place.BACK)));
        for (Connectable cluster : it.clusters()) {
            cluster.login()
                    .ifPresent(login ->
                            add(it, CLUSTER + cluster.id(), login, Place.path(cluster.id())));
        }
    }

    /** What else than who they are is asked for depends on what we know people by. */
    private static ClusterLogin us(OAuthSettings oauth, BrowserClient client) {
        Set<String> scopes =
                "sub".equals(oauth.subjectClaim()) ? Set.of("openid") : Set.of("openid", "profile");
        return new ClusterLogin(oauth.issuer(), client, scopes);
    }

    private void add(Connecting connecting, String id, ClusterLogin login, String path) {
        all.put(
                id,
                new Provider(
                        new Issuer(login.issuer(), connecting.clock()),
                        login,
                        connecting.publicUrl().resolve(path)));
    }

    static String of(Connectable cluster) {
        return CLUSTER + cluster.id();
    }

    /** For which cluster a registration is, if it is for one. */
    static Optional<String> cluster(ClientRegistration registration) {
        String id = registration.getRegistrationId();
        return id.startsWith(CLUSTER)
                ? Optional.of(id.substring(CLUSTER.length()))
                : Optional.empty();
    }

    boolean any() {
        return !all.isEmpty();
    }

    /** Who signs people in to us, as they may know it. */
    Optional<String> us() {
        return Optional.ofNullable(all.get(US))
                .map(it -> URI.create(it.login().issuer()).getHost());
    }

    @Override
    public @Nullable ClientRegistration findByRegistrationId(String id) {
        Provider provider = all.get(id);
        if (provider == null) {
            return null;
        }
        try {
            return registration(id, provider);
        } catch (IssuerAway away) {
            LOG.warn("nobody can sign in at {}: {}", provider.login().issuer(), away.getMessage());
            return null;
        }
    }

    private static ClientRegistration registration(String id, Provider provider) throws IssuerAway {
        Issuer.Found found = provider.issuer().found();
        BrowserClient client = provider.login().client();
        return ClientRegistration.withRegistrationId(id)
                .clientId(client.id())
                .clientSecret(client.secret().map(it -> it.reveal()).orElse(""))
                .clientAuthenticationMethod(
                        client.secret().isPresent()
                                ? ClientAuthenticationMethod.CLIENT_SECRET_BASIC
                                : ClientAuthenticationMethod.NONE)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .clientSettings(
                        ClientRegistration.ClientSettings.builder().requireProofKey(true).build())
                .redirectUri(provider.back().toString())
                .scope(List.copyOf(provider.login().scopes()))
                .authorizationUri(named(found.authorization()))
                .tokenUri(named(found.token()))
                .jwkSetUri(found.keys().toString())
                .issuerUri(provider.login().issuer())
                .userNameAttributeName("sub")
                .build();
    }

    private static String named(Optional<URI> endpoint) throws IssuerAway {
        return endpoint.orElseThrow(() -> new IssuerAway("it names no endpoints to sign in"))
                .toString();
    }
}
