package dev.hpcmcp.app.http.connect;

import dev.hpcmcp.auth.Credential;
import dev.hpcmcp.auth.Vault;
import dev.hpcmcp.port.Caller;
import java.util.List;
import java.util.Optional;

/** What one person may do with their own credentials. It gives none of them back. */
final class Desk {
    private final Vault vault;
    private final List<Connectable> clusters;

    Desk(Vault vault, List<Connectable> clusters) {
        this.vault = vault;
        this.clusters = clusters;
    }

    /** A cluster they may not use is as one that is not there. */
    Optional<Connectable> cluster(Caller caller, String id) {
        return clusters.stream()
                .filter(cluster -> cluster.id().equals(id))
                .filter(cluster -> caller.mayUse(cluster.id()))
                .findFirst();
    }

    Optional<Vault.Kept> kept(Caller caller, Connectable cluster) {
        return vault.list().stream()
                .filter(kept -> kept.subject().equals(caller.subject()))
                .filter(kept -> kept.cluster().equals(cluster.id()))
                .findFirst();
    }

    void keep(Caller caller, Connectable cluster, Credential credential) {
        vault.put(caller.subject(), cluster.id(), credential);
    }

    void forget(Caller caller, Connectable cluster) {
        vault.remove(caller.subject(), cluster.id());
    }
}
