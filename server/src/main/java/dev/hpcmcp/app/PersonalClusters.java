package dev.hpcmcp.app;

import dev.hpcmcp.app.http.ClusterTokens;
import dev.hpcmcp.auth.Credential;
import dev.hpcmcp.auth.ExchangedSignIns;
import dev.hpcmcp.auth.KeyFile;
import dev.hpcmcp.auth.KeyRing;
import dev.hpcmcp.auth.SealedVault;
import dev.hpcmcp.auth.SignInPlace;
import dev.hpcmcp.auth.SignIns;
import dev.hpcmcp.auth.TokenSource;
import dev.hpcmcp.auth.Vault;
import dev.hpcmcp.auth.VaultSignIns;
import dev.hpcmcp.guard.Guard;
import dev.hpcmcp.guard.Invitation;
import dev.hpcmcp.guard.Sent;
import dev.hpcmcp.guard.SignInDesk;
import dev.hpcmcp.port.Backend;
import dev.hpcmcp.port.Caller;
import dev.hpcmcp.store.Store;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The clusters at which each caller signs in by themselves, and where that is kept. */
final class PersonalClusters {
    private final Settings settings;
    private final Supplier<Store> store;
    private final Clock clock;
    private final SignInPlace place;
    private final Sent sent = new Sent();

    PersonalClusters(Settings settings, boolean http, Supplier<Store> store, Clock clock) {
        this.settings = settings;
        this.store = store;
        this.clock = clock;
        this.place = new SignInPlace(http ? origin(settings) : Optional.empty(), http);
        if (settings.clusters().stream().anyMatch(ClusterSettings::personal)
                && settings.vault().isEmpty()
                && keyFile().isEmpty()) {
            throw new UsageException(
                    "clusters with credentials: per-user need vault.key where the store is a"
                            + " database that several servers share; openssl rand -base64 32 makes"
                            + " one");
        }
    }

    /** Scheme, host and port of where clients reach us. */
    private static Optional<URI> origin(Settings settings) {
        try {
            return settings.http().flatMap(Settings.HttpPart::publicUrl).map(URI::create);
        } catch (IllegalArgumentException e) {
            throw new UsageException("http.public-url is no address");
        }
    }

    /** Beside the database, if that is a file. */
    Optional<KeyFile> keyFile() {
        return settings.store()
                .orElse(Settings.StorePart.NONE)
                .settings()
                .file()
                .map(Path::toAbsolutePath)
                .map(file -> new KeyFile(file.resolveSibling("vault.key")));
    }

    /** Where people put their credentials, if there is a cluster that takes them from there. */
    Optional<Vault> shared() {
        return settings.clusters().stream().anyMatch(ClusterSettings::perUser)
                ? Optional.of(vault())
                : Optional.empty();
    }

    SealedVault vault() {
        Supplier<KeyRing> keys =
                settings.vault()
                        .<Supplier<KeyRing>>map(part -> part::ring)
                        .orElseGet(() -> keyFile().orElseThrow()::ring);
        return new SealedVault(() -> store.get().credentials(), keys, OwnSignIns::end, clock);
    }

    /**
     * @param making makes a backend that asks what it is given for each request
     */
    Backend over(ClusterSettings cluster, Function<Function<Caller, Credential>, Backend> making) {
        boolean exchanging = cluster.credentials().equals(Optional.of(Whose.EXCHANGE));
        Optional<TokenSource> source =
                cluster.oidc().map(oidc -> new LaterTokens(() -> tokens(cluster, oidc)));
        SignIns signIns =
                exchanging
                        ? new ExchangedSignIns(cluster.id(), source.orElseThrow(), clock)
                        : new VaultSignIns(
                                cluster.id(),
                                OwnSignIns.taken(cluster),
                                vault(),
                                place,
                                source,
                                clock);
        Function<Caller, String> way =
                exchanging
                        ? _ -> ExchangedSignIns.WAY
                        : caller -> place.words(cluster.id(), caller);
        Function<Caller, Credential> own =
                caller -> {
                    Credential credential = signIns.of(caller).credential();
                    sent.note(caller);
                    return credential;
                };
        return PersonalBackend.over(() -> making.apply(own), signIns, way, clock);
    }

    private TokenSource tokens(ClusterSettings cluster, OidcPart oidc) {
        return new ClusterTokens(cluster.id(), oidc.settings(), clock);
    }

    /** Who can be shown a page is asked to sign in there when a call needs it. */
    Guard invitation() {
        if (place.origin().isEmpty()) {
            return Guard.OPEN;
        }
        SealedVault vault = vault();
        SignInDesk desk =
                new SignInDesk() {
                    @Override
                    public Optional<URI> page(String cluster) {
                        return settings.clusters().stream()
                                .filter(it -> it.id().equals(cluster))
                                .filter(ClusterSettings::perUser)
                                .findFirst()
                                .flatMap(it -> place.page(cluster));
                    }

                    @Override
                    public Optional<Instant> since(Caller caller, String cluster) {
                        return vault.since(caller.subject(), cluster);
                    }
                };
        return new Invitation(desk, sent, clock);
    }
}
