package dev.hpcmcp.app;

import dev.hpcmcp.backend.pivot.NotifyingPivotBackend;
import dev.hpcmcp.backend.pivot.PivotBackend;
import dev.hpcmcp.backend.pivot.PivotSettings;
import dev.hpcmcp.backend.skaha.SkahaSettings;
import dev.hpcmcp.backend.skaha.SkahaSettings.SignIn;
import dev.hpcmcp.port.Secret;
import dev.hpcmcp.rest.Rest;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

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

    static PivotBackend pivot(ClusterSettings.Pivot pivot, Rest rest) {
        PivotSettings settings = PivotSettings.usual(pivot.id(), pivot.url());
        settings = pivot.title().map(settings::withTitle).orElse(settings);
        settings = pivot.profile().map(settings::withProfile).orElse(settings);
        settings = key(pivot).map(settings::withKey).orElse(settings);
        settings = pivot.uv().orElse(true) ? settings : settings.withoutUv();
        settings =
                pivot.environment().isEmpty()
                        ? settings
                        : settings.withEnvironment(Set.copyOf(pivot.environment()));
        settings =
                pivot.downloadLimitMb()
                        .map(mb -> (long) mb << 20)
                        .map(settings::withDownloadLimit)
                        .orElse(settings);
        settings =
                settings.withTimes(
                                pivot.manners().pollFloor().orElse(settings.pollFloor()),
                                pivot.timeout().map(Duration::ofSeconds).orElse(settings.timeout()))
                        .withWebhookHosts(Set.copyOf(pivot.webhookHosts()));
        return pivot.notifications().orElse(false)
                ? new NotifyingPivotBackend(settings, rest)
                : new PivotBackend(settings, rest);
    }

    private static Optional<PivotSettings.Key> key(ClusterSettings.Pivot pivot) {
        return pivot.apiKey()
                .map(Secret::of)
                .map(PivotSettings.Key::apiKey)
                .or(() -> pivot.token().map(Secret::of).map(PivotSettings.Key::bearer));
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
