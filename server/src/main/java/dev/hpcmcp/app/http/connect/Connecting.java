package dev.hpcmcp.app.http.connect;

import dev.hpcmcp.auth.Vault;
import dev.hpcmcp.guard.Witness;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * What the page needs from outside.
 *
 * @param publicUrl our endpoint as clients reach it; the page is at the root of the same host
 * @param clusters those that people can connect
 * @param client as whom to sign people in at the provider of {@code http.oauth}; else by token only
 * @param witness has what people do here recorded
 */
public record Connecting(
        URI publicUrl,
        Vault vault,
        List<Connectable> clusters,
        Optional<BrowserClient> client,
        Witness witness,
        InstantSource clock) {
    public Connecting {
        clusters = List.copyOf(clusters);
    }

    /** Where somebody connects a cluster. */
    public static URI page(URI publicUrl, String cluster) {
        return publicUrl.resolve(Place.ROOT + cluster);
    }

    boolean secure() {
        return "https".equals(publicUrl.getScheme());
    }

    /** Whether people come back from other sites, which a strict cookie would not see. */
    boolean redirected() {
        return client.isPresent() || clusters.stream().anyMatch(it -> it.login().isPresent());
    }
}
