package dev.hpcmcp.app;

import dev.hpcmcp.auth.Credential;
import dev.hpcmcp.backend.ondemand.OnDemandSettings;
import dev.hpcmcp.backend.ondemand.OnDemandSettings.AppTokenHeader;
import dev.hpcmcp.backend.pivot.NotifyingPivotBackend;
import dev.hpcmcp.backend.pivot.PivotBackend;
import dev.hpcmcp.backend.pivot.PivotSettings;
import dev.hpcmcp.backend.s9s.S9sSettings;
import dev.hpcmcp.backend.skaha.SkahaSettings;
import dev.hpcmcp.backend.skaha.SkahaSettings.SignIn;
import dev.hpcmcp.backend.slurm.SlurmBackend;
import dev.hpcmcp.backend.slurm.SlurmFilesBackend;
import dev.hpcmcp.backend.slurm.SlurmSettings;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.port.Secret;
import dev.hpcmcp.rest.Rest;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Turns clusters as a person writes them into the settings of their backends. */
final class RemoteClusters {
    /** Where the configuration has what everybody signs in with. */
    static final Function<Caller, Credential> NOBODYS =
            caller -> {
                throw new IllegalStateException("nobody signs in there by themselves");
            };

    private RemoteClusters() {}

    static SkahaSettings skaha(ClusterSettings.Skaha skaha, Function<Caller, Credential> own) {
        SkahaSettings settings =
                skaha.personal()
                        ? SkahaSettings.usual(
                                skaha.id(), skaha.url(), own.andThen(OwnSignIns::skaha))
                        : SkahaSettings.usual(skaha.id(), skaha.url(), signIn(skaha));
        settings = skaha.title().map(settings::withTitle).orElse(settings);
        settings =
                skaha.timeout()
                        .map(Duration::ofSeconds)
                        .map(settings::withTimeout)
                        .orElse(settings);
        settings =
                settings.withRates(
                        skaha.changesPerMinute().orElse(settings.changesPerMinute()),
                        skaha.requestsPerMinute().orElse(settings.looksPerMinute()));
        return registry(skaha).map(settings::withRegistry).orElse(settings);
    }

    static OnDemandSettings onDemand(
            ClusterSettings.OnDemand site, Function<Caller, Credential> own) {
        OnDemandSettings settings =
                site.personal()
                        ? OnDemandSettings.usual(
                                site.id(),
                                site.url(),
                                own.andThen(it -> OwnSignIns.onDemand(header(site), it)))
                        : OnDemandSettings.usual(site.id(), site.url(), signIn(site));
        settings = site.title().map(settings::withTitle).orElse(settings);
        settings = site.cluster().map(settings::withCluster).orElse(settings);
        settings = site.directory().map(settings::withDirectory).orElse(settings);
        settings =
                site.timeout().map(Duration::ofSeconds).map(settings::withTimeout).orElse(settings);
        return site.manners().pollFloor().map(settings::withPollFloor).orElse(settings);
    }

    private static AppTokenHeader header(ClusterSettings.OnDemand site) {
        return site.appTokenHeader()
                .map(Enum::name)
                .map(AppTokenHeader::valueOf)
                .orElse(AppTokenHeader.EITHER);
    }

    private static OnDemandSettings.SignIn signIn(ClusterSettings.OnDemand site) {
        AppTokenHeader header = header(site);
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

    static PivotBackend pivot(
            ClusterSettings.Pivot pivot,
            Rest rest,
            PivotBackend.Services services,
            Function<Caller, Credential> own) {
        PivotSettings settings = PivotSettings.usual(pivot.id(), pivot.url());
        settings = pivot.title().map(settings::withTitle).orElse(settings);
        settings = pivot.profile().map(settings::withProfile).orElse(settings);
        settings =
                pivot.personal()
                        ? settings.withKeys(own.andThen(it -> Optional.of(OwnSignIns.pivot(it))))
                        : key(pivot).map(settings::withKey).orElse(settings);
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
        settings =
                pivot.manners()
                        .requestsPerMinute()
                        .map(settings::withRequestsPerMinute)
                        .orElse(settings);
        return pivot.notifications().orElse(false)
                ? new NotifyingPivotBackend(settings, rest, services)
                : new PivotBackend(settings, rest, services);
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

    static S9sSettings s9s(ClusterSettings.S9s s9s, Function<Caller, Credential> own) {
        S9sSettings settings =
                s9s.personal()
                        ? S9sSettings.usual(s9s.id(), s9s.url(), own.andThen(OwnSignIns::s9s))
                        : S9sSettings.usual(s9s.id(), s9s.url(), credential(s9s));
        settings = s9s.title().map(settings::withTitle).orElse(settings);
        settings = s9s.user().map(settings::withUser).orElse(settings);
        settings =
                s9s.scripts().equals(Optional.of(ClusterSettings.S9s.Scripts.TEXT))
                        ? settings.takingScriptText()
                        : settings;
        settings = settings.withReportRecipients(Set.copyOf(s9s.reportRecipients()));
        settings =
                s9s.pollFloor()
                        .map(seconds -> Duration.ofMillis(Math.round(seconds * 1000)))
                        .map(settings::withPollFloor)
                        .orElse(settings);
        return s9s.timeout().map(Duration::ofSeconds).map(settings::withTimeout).orElse(settings);
    }

    private static S9sSettings.Credential credential(ClusterSettings.S9s s9s) {
        Optional<S9sSettings.Credential> token =
                s9s.token().map(Secret::of).map(S9sSettings.Token::new);
        Optional<S9sSettings.Credential> key =
                s9s.apiKey().map(Secret::of).map(S9sSettings.ApiKey::new);
        return token.or(() -> key)
                .orElseGet(() ->
                        new S9sSettings.Client(
                                s9s.clientId().orElseThrow(),
                                Secret.of(s9s.clientSecret().orElseThrow())));
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

    static SlurmBackend slurm(
            ClusterSettings.Slurm slurm, Rest rest, Function<Caller, Credential> own, Clock clock) {
        SlurmSettings settings = slurm(slurm, own);
        return settings.readsFiles()
                ? new SlurmFilesBackend(settings, rest, clock)
                : new SlurmBackend(settings, rest, clock);
    }

    static SlurmSettings slurm(ClusterSettings.Slurm slurm, Function<Caller, Credential> own) {
        SlurmSettings settings =
                SlurmSettings.usual(
                        slurm.id(),
                        slurm.url(),
                        slurm.personal()
                                ? new SlurmSettings.Credential.Each(caller ->
                                        OwnSignIns.slurm(slurm.id(), caller, own.apply(caller)))
                                : credential(slurm));
        settings = slurm.title().map(settings::withTitle).orElse(settings);
        settings = slurm.version().map(settings::withVersion).orElse(settings);
        settings = slurm.directory().map(settings::withDirectory).orElse(settings);
        settings = slurm.logs().isPresent() ? settings.readingFiles() : settings;
        return settings.at(pace(slurm, settings.pace()));
    }

    private static SlurmSettings.Pace pace(ClusterSettings.Slurm slurm, SlurmSettings.Pace usual) {
        SlurmSettings.Pace pace =
                slurm.pollFloor()
                        .map(seconds -> Duration.ofMillis(Math.round(seconds * 1000)))
                        .map(usual::withPollFloor)
                        .orElse(usual);
        pace = slurm.minJobAge().map(Duration::ofSeconds).map(pace::withMinJobAge).orElse(pace);
        return slurm.timeout().map(Duration::ofSeconds).map(pace::withTimeout).orElse(pace);
    }

    private static SlurmSettings.Credential credential(ClusterSettings.Slurm slurm) {
        return slurm.token()
                .<SlurmSettings.Credential>map(token ->
                        new SlurmSettings.Credential.Token(
                                slurm.user().orElseThrow(), Secret.of(token)))
                .orElseGet(() ->
                        new SlurmSettings.Credential.Key(
                                Paths.of(slurm.jwtKeyFile().orElseThrow()),
                                slurm.user(),
                                Set.copyOf(slurm.users())));
    }
}
