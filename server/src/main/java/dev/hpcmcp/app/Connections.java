package dev.hpcmcp.app;

import dev.hpcmcp.app.http.connect.BrowserClient;
import dev.hpcmcp.app.http.connect.ClusterLogin;
import dev.hpcmcp.app.http.connect.Connectable;
import dev.hpcmcp.app.http.connect.Connecting;
import dev.hpcmcp.auth.Credential.Kind;
import dev.hpcmcp.auth.Vault;
import dev.hpcmcp.port.Backend;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Which clusters people connect in their browsers, and as what. */
final class Connections {
    private Connections() {}

    /** Nothing without a place to keep it, or where nobody knows how browsers reach us. */
    static Optional<Connecting> of(Settings settings, Wiring wiring) {
        return wiring.vault()
                .flatMap(vault ->
                        settings.http()
                                .flatMap(Settings.HttpPart::publicUrl)
                                .map(url -> connecting(settings, wiring.backends(), vault, url)));
    }

    private static Connecting connecting(
            Settings settings, List<Backend> backends, Vault vault, String url) {
        return new Connecting(
                publicUrl(url),
                vault,
                settings.clusters().stream()
                        .flatMap(cluster -> connectable(cluster, backends).stream())
                        .toList(),
                client(settings),
                InstantSource.system());
    }

    private static URI publicUrl(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new UsageException("http.public-url is not an address");
        }
        if (uri.getHost() == null || !String.valueOf(uri.getScheme()).matches("https?")) {
            throw new UsageException("http.public-url begins with https:// or http://");
        }
        return uri;
    }

    private static Optional<BrowserClient> client(Settings settings) {
        return settings.http().flatMap(Settings.HttpPart::oauth).flatMap(OAuthPart::client);
    }

    static Optional<Connectable> connectable(ClusterSettings cluster, List<Backend> backends) {
        return switch (cluster) {
            case ClusterSettings.Local _ -> Optional.empty();
            // With the site's key everybody gets tokens of their own without any sign-in.
            case ClusterSettings.Slurm slurm when slurm.jwtKeyFile().isPresent() ->
                    Optional.empty();
            case ClusterSettings.Slurm slurm -> of(slurm, backends, slurm.url(), true, Kind.TOKEN);
            case ClusterSettings.Skaha skaha ->
                    of(
                            skaha,
                            backends,
                            skaha.url(),
                            false,
                            Kind.CERTIFICATE,
                            Kind.TOKEN,
                            Kind.COOKIE);
            case ClusterSettings.S9s s9s ->
                    of(s9s, backends, s9s.url(), false, Kind.API_KEY, Kind.TOKEN);
            case ClusterSettings.OnDemand site ->
                    of(site, backends, site.url(), false, Kind.TOKEN, Kind.COOKIE);
            case ClusterSettings.Pivot pivot ->
                    of(pivot, backends, pivot.url(), false, Kind.API_KEY, Kind.TOKEN);
        };
    }

    private static Optional<Connectable> of(
            ClusterSettings cluster,
            List<Backend> backends,
            String address,
            boolean named,
            Kind... kinds) {
        String title =
                backends.stream()
                        .filter(backend -> backend.id().equals(cluster.id()))
                        .map(Backend::title)
                        .findFirst()
                        .orElse(cluster.id());
        Optional<ClusterLogin> login = Optional.empty();
        return Optional.of(
                new Connectable(cluster.id(), title, address, List.of(kinds), named, login));
    }
}
