package dev.hpcmcp.app.http.connect;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;

/** Which requests send somebody away to sign in, and for which cluster they come back. */
final class Departures implements OAuth2AuthorizationRequestResolver {
    private final Providers providers;
    private final Desk desk;
    private final OAuth2AuthorizationRequestResolver spring;

    private record Departure(String registration, String cluster) {}

    Departures(Providers providers, Desk desk) {
        this.providers = providers;
        this.desk = desk;
        this.spring = new DefaultOAuth2AuthorizationRequestResolver(providers, Place.ROOT + "-");
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
        Optional<Departure> departure =
                Place.of(request)
                        .flatMap(place ->
                                "POST".equals(request.getMethod())
                                        ? toCluster(place)
                                        : toUs(place, request));
        if (departure.isEmpty()) {
            return null;
        }
        if (providers.findByRegistrationId(departure.get().registration()) == null) {
            Problem.leave(request, Message.PROVIDER_AWAY);
            return null;
        }
        OAuth2AuthorizationRequest ready = spring.resolve(request, departure.get().registration());
        return ready == null
                ? null
                : OAuth2AuthorizationRequest.from(ready)
                        .attributes(all -> all.put(Errand.NAME, departure.get().cluster()))
                        .build();
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request, String id) {
        return null;
    }

    private Optional<Departure> toUs(Place place, HttpServletRequest request) {
        return Optional.of(place)
                .filter(it -> it.is(Place.SIGN_IN) && "GET".equals(request.getMethod()))
                .filter(_ -> providers.us().isPresent())
                .map(it -> new Departure(Providers.US, it.cluster()));
    }

    /** For somebody who is signed in here, and from our form: see the rules. */
    private Optional<Departure> toCluster(Place place) {
        return Visitor.now()
                .filter(_ -> place.is(Place.AUTHORIZE))
                .flatMap(visitor -> desk.cluster(visitor.caller(), place.cluster()))
                .filter(cluster -> cluster.login().isPresent())
                .map(cluster -> new Departure(Providers.of(cluster), cluster.id()));
    }
}
