package dev.hpcmcp.app;

import dev.hpcmcp.app.http.connect.BrowserClient;
import dev.hpcmcp.app.http.connect.Connectable;
import dev.hpcmcp.app.http.connect.Connecting;
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
                                .map(url -> connecting(settings, wiring, vault, url)));
    }

    private static Connecting connecting(
            Settings settings, Wiring wiring, Vault vault, String url) {
        return new Connecting(
                publicUrl(url),
                vault,
                settings.clusters().stream()
                        .flatMap(cluster -> connectable(cluster, wiring.backends()).stream())
                        .toList(),
                client(settings),
                wiring.witness(),
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
        return address(cluster)
                .filter(_ -> cluster.perUser())
                .map(address ->
                        new Connectable(
                                cluster.id(),
                                title(cluster.id(), backends),
                                address,
                                OwnSignIns.taken(cluster),
                                cluster instanceof ClusterSettings.Slurm
                                        || cluster instanceof ClusterSettings.S9s,
                                cluster.oidc().map(OidcPart::login)));
    }

    private static Optional<String> address(ClusterSettings cluster) {
        return switch (cluster) {
            case ClusterSettings.Local _ -> Optional.empty();
            case ClusterSettings.Slurm slurm -> Optional.of(slurm.url());
            case ClusterSettings.Skaha skaha -> Optional.of(skaha.url());
            case ClusterSettings.S9s s9s -> Optional.of(s9s.url());
            case ClusterSettings.OnDemand site -> Optional.of(site.url());
            case ClusterSettings.Pivot pivot -> Optional.of(pivot.url());
        };
    }

    private static String title(String id, List<Backend> backends) {
        return backends.stream()
                .filter(backend -> backend.id().equals(id))
                .map(Backend::title)
                .findFirst()
                .orElse(id);
    }
}
