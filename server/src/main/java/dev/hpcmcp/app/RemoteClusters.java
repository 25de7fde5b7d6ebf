package dev.hpcmcp.app;

import dev.hpcmcp.backend.ondemand.OnDemandSettings;
import dev.hpcmcp.backend.ondemand.OnDemandSettings.AppTokenHeader;
import dev.hpcmcp.backend.skaha.SkahaSettings;
import dev.hpcmcp.backend.skaha.SkahaSettings.SignIn;
import dev.hpcmcp.port.Secret;
import java.time.Duration;
import java.util.Optional;

/** Turns clusters as a person writes them into the settings of their backends. */
final class RemoteClusters {
    private RemoteClusters() {}

    static SkahaSettings skaha(ClusterSettings.Skaha skaha) {
        SkahaSettings settings = SkahaSettings.usual(skaha.id(), skaha.url(), signIn(skaha));
        settings = skaha.title().map(settings::withTitle).orElse(settings);
        settings =
                skaha.timeout()
                        .map(Duration::ofSeconds)
                        .map(settings::withTimeout)
                        .orElse(settings);
        return registry(skaha).map(settings::withRegistry).orElse(settings);
    }

    static OnDemandSettings onDemand(ClusterSettings.OnDemand site) {
        OnDemandSettings settings = OnDemandSettings.usual(site.id(), site.url(), signIn(site));
        settings = site.title().map(settings::withTitle).orElse(settings);
        settings = site.cluster().map(settings::withCluster).orElse(settings);
        settings = site.directory().map(settings::withDirectory).orElse(settings);
        settings =
                site.timeout().map(Duration::ofSeconds).map(settings::withTimeout).orElse(settings);
        return site.manners().pollFloor().map(settings::withPollFloor).orElse(settings);
    }

    private static OnDemandSettings.SignIn signIn(ClusterSettings.OnDemand site) {
        AppTokenHeader header =
                site.appTokenHeader()
                        .map(Enum::name)
                        .map(AppTokenHeader::valueOf)
                        .orElse(AppTokenHeader.EITHER);
        Optional<OnDemandSettings.SignIn> front =
                site.token()
                        .map(Secret::of)
                        .map(OnDemandSettings.SignIn::bearer)
                        .or(() ->
                                site.cookie().map(Secret::of).map(OnDemandSettings.SignIn::cookie));
        Optional<Secret> app = site.appToken().map(Secret::of);
        return front.map(sign -> app.map(token -> sign.withAppToken(token, header)).orElse(sign))
                .orElseGet(() ->
                        OnDemandSettings.SignIn.appToken(app.orElseThrow())
                                .withAppToken(app.orElseThrow(), header));
    }

    private static Optional<SkahaSettings.Registry> registry(ClusterSettings.Skaha skaha) {
        return skaha.registryUser()
                .flatMap(user ->
                        skaha.registrySecret()
                                .map(secret ->
                                        new SkahaSettings.Registry(user, Secret.of(secret))));
    }

    private static SignIn signIn(ClusterSettings.Skaha skaha) {
        Optional<SignIn> token = skaha.token().map(Secret::of).map(SkahaSettings.Token::new);
        Optional<SignIn> cookie = skaha.cookie().map(Secret::of).map(SkahaSettings.Cookie::new);
        Optional<SignIn> certificate =
                skaha.certificate().map(Paths::of).map(SkahaSettings.Certificate::new);
        return token.or(() -> cookie)
                .or(() -> certificate)
                .orElseGet(SkahaSettings.Certificate::usual);
    }
}
